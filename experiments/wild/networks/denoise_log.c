/* Runs RNNoise on raw floats at 48 kHz. For each of its three recurrent layers and each
   frame of 10 ms it writes what the layer reads and its state after, 384 numbers each;
   the first call of a layer writes its weights before that. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

typedef struct {
   const float *bias, *subias;
   const signed char *weights;
   const float *float_weights;
   const int *weights_idx;
   const float *diag, *scale;
   int nb_inputs, nb_outputs;
} Linear;

typedef void (*Gru)(const Linear *, const Linear *, float *, const float *, int);
void *rnnoise_create(void *model);
float rnnoise_process_frame(void *state, float *out, const float *in);

static void weights(const Linear *layer)
{
   int M = layer->nb_inputs, N = layer->nb_outputs, rows, k, blocks;
   const int *idx = layer->weights_idx;
   const float *w = layer->float_weights;
   static float full[2000 * 2000];
   memset(full, 0, sizeof full);
   for (rows = 0; rows < N; rows += 8)
      for (blocks = idx ? *idx++ : M / 4, k = 0; k < blocks; k++, w += 32) {
         int at = idx ? *idx++ : 4 * k, i, j;
         for (j = 0; j < 4; j++)
            for (i = 0; i < 8; i++) full[(rows + i) * M + at + j] = w[8 * j + i];
      }
   if (layer->diag)
      for (k = 0; k < N; k++) full[k * M + k % M] += layer->diag[k];
   fwrite(full, sizeof(float), (size_t)N * M, stdout);
   fwrite(layer->bias, sizeof(float), N, stdout);
}

void rnn_compute_generic_gru(const Linear *input, const Linear *recurrent, float *state,
                             const float *in, int arch)
{
   static int known;
   static Gru own;
   if (!own) own = (Gru)dlsym(RTLD_NEXT, "rnn_compute_generic_gru");
   if (known < 3) weights(input), weights(recurrent), known++;
   fwrite(in, sizeof(float), input->nb_inputs, stdout);
   own(input, recurrent, state, in, arch);
   fwrite(state, sizeof(float), recurrent->nb_inputs, stdout);
}

int main(void)
{
   static float frame[480], out[480];
   void *state = rnnoise_create(NULL);
   while (fread(frame, sizeof(float), 480, stdin) == 480)
      rnnoise_process_frame(state, out, frame);
   return 0;
}

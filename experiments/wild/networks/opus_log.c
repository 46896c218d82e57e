/* Runs the speech and music detector of libopus on raw floats at 48 kHz, and writes
   what its recurrent layer reads, 32 numbers, and its 24 states after, frame by frame.
   Linked with -Wl,--wrap=analysis_compute_gru; libopus itself is not changed. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "modes.h"
#include "analysis.h"
#include "mlp.h"
#include "opus_custom.h"

enum { FRAME = 960 };

void __real_analysis_compute_gru(const AnalysisGRULayer *gru, float *state,
                                 const float *input);

void __wrap_analysis_compute_gru(const AnalysisGRULayer *gru, float *state,
                                 const float *input)
{
   fwrite(input, sizeof(float), gru->nb_inputs, stdout);
   __real_analysis_compute_gru(gru, state, input);
   fwrite(state, sizeof(float), gru->nb_neurons, stdout);
}

/* What the encoder has in a file of its own. */
int is_digital_silence(const opus_val16 *pcm, int frames, int channels, int depth)
{
   int j;
   for (j = 0; j < frames * channels; j++)
      if (fabs(pcm[j]) > 1.f / (1 << depth))
         return 0;
   return 1;
}

static void downmix(const void *x, opus_val32 *y, int frames, int offset, int c1,
                    int c2, int channels)
{
   const float *samples = (const float *)x;
   int j;
   (void)c1, (void)c2, (void)channels;
   for (j = 0; j < frames; j++)
      y[j] = 32768.f * samples[j + offset];
}

int main(void)
{
   int error;
   static float samples[FRAME];
   CELTMode *mode = opus_custom_mode_create(48000, FRAME, &error);
   TonalityAnalysisState *state = calloc(1, sizeof *state);
   AnalysisInfo info;
   tonality_analysis_init(state, 48000);
   while (fread(samples, sizeof(float), FRAME, stdin) == FRAME)
      run_analysis(state, mode, samples, FRAME, FRAME, 0, -2, 1, 48000, 24, downmix,
                   &info);
   return 0;
}

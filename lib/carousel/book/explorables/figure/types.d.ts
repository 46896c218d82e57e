// For the type check alone: a style sheet is bundled as its text.
declare module "*.css" {
  const text: string;
  export default text;
}

// The literature likewise, for JupyterLab.
declare module "*.bib" {
  const text: string;
  export default text;
}

// Sphinx's, on the page of the search alone.
declare const Search: {
  htmlToText: (html: string, anchor?: string) => string;
  makeSearchSummary: (html: string, words: Set<string>, anchor: string) => HTMLElement | null;
};

// JupyterLab's, which loads extensions from it.
declare var _JUPYTERLAB: Record<string, unknown>;

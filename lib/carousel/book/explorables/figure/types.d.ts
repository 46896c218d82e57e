// For the type check alone: a style sheet is bundled as its text.
declare module "*.css" {
  const text: string;
  export default text;
}

// Sphinx's, on the page of the search alone.
declare const Search: { htmlToText: (html: string, anchor?: string) => string };

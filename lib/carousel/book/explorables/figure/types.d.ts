// For the type check alone: a style sheet is bundled as its text.
declare module "*.css" {
  const text: string;
  export default text;
}

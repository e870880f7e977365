// The files that the rules of wrangler.toml turn into text. Only what the Worker bundles may import them.

declare module "*.css" {
  const text: string
  export default text
}

declare module "*.svg" {
  const text: string
  export default text
}

declare module "*.min.js" {
  const text: string
  export default text
}

declare module "#views/assets/*.js" {
  const text: string
  export default text
}

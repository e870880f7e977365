import { transformSync } from "esbuild"

/**
 * A stylesheet or script as browsers get it: without comments and blanks, which are a quarter of what a first visit
 * fetches. Names of the top stay, for the parts of one file know each other by them; those within are shortened.
 *
 * @param {string} name
 * @param {string} text
 * @returns {string}
 */
export const lean = (name, text) =>
  transformSync(text, {
    loader: name.endsWith(".css") ? "css" : "js",
    minifyWhitespace: true,
    minifySyntax: true,
    minifyIdentifiers: true,
    legalComments: "none",
    charset: "utf8",
  }).code

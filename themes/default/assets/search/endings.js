// Endings: the other forms of a word that nobody wrote; a test holds that they are those of the index (`src/search/query/endings.rs`).
// They are code on both sides: in the data, every reader would fetch them again with each build.
// @ts-check

/** Endings that one word takes in turn: English plurals, then French numbers and genders. */
const FAMILIES = [
  " s e es x",
  "eur eurs euse euses",
  "eux euse euses",
  "teur teurs trice trices",
  "if ifs ive ives",
  "al aux ale ales",
  "ail aux ails",
  "eau eaux el elle elles",
  "el els elle elles",
  "en ens enne ennes",
  "on ons onne onnes",
  "et ets ete etes ette ettes",
  "er ers ere eres",
  "f fs ve ves",
  "c cs que ques",
  "g gs gue gues",
  "s sse sses",
  "y ies",
].map((family) => family.split(" "));
const SHORTEST = 3;
/** The Arabic article, which is written in one with its word. */
const ARTICLE = "ال";

/** The same word in other endings, the likeliest first; an Arabic one without its article or with it. @param {string} surface */
export function* otherEndings(surface) {
  if (/^[\u0620-\u064A]/.test(surface)) {
    const without = surface.startsWith(ARTICLE) && [...surface].length >= 2 + SHORTEST;
    yield without ? surface.slice(ARTICLE.length) : ARTICLE + surface;
  }
  for (const family of FAMILIES) {
    for (const ending of family.toReversed()) {
      const stem = surface.endsWith(ending) ? surface.slice(0, surface.length - ending.length) : "";
      if ([...stem].length < SHORTEST) continue;
      for (const other of family) if (stem + other !== surface) yield stem + other;
    }
  }
}

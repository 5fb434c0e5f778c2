// Tuning: the numbers by which answers are chosen and ranked; a test holds that they are those of the index (`src/search/tuning.rs`), where each is explained.
// @ts-check

export const K1 = Math.fround(1.2);
export const B = Math.fround(0.75);
export const TITLE_B = Math.fround(0.25);
export const MATCHED = 2;
export const SAID = 0.25;
export const FORM_BOOST = 1.5;
export const WHOLE_TITLE = 20;
export const LEAST_IN_TITLE = 3;

export const SYNONYM_WEIGHT = 0.5;
export const COMPLETION_WEIGHT = 0.5;
export const RESEMBLING_WEIGHT = 0.5;
export const JOINED_WEIGHT = 0.5;

export const OWN_LANGUAGE = Math.fround(1.15);
export const LEAST_STOP_WORDS = 2;

export const FEW = 20;
export const LEAST_SHARE = Math.fround(0.2);

export const MOST_WORDS = 32;
export const MOST_COMPLETIONS = 16;
export const SHORTEST_PART = 3;

export const RARE = 2;
export const MORE_FREQUENT = 20;
export const SHORTEST_RESEMBLING = 6;

// What a page asks its reader, beside the live figures: quizzes, ballots, and what came of
// them. In a notebook every quiz brings this script along.
import { ballots } from "./ballots.js";
import { believed } from "./believed.js";
import { quizzes } from "./quiz.js";

quizzes();
ballots();
believed();

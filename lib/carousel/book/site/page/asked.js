// What a page asks its reader, beside the live figures: quizzes, claims on trial, and what came of
// them. In a notebook every quiz brings this script along.
import { believed } from "./believed.js";
import { quizzes } from "./quiz.js";
import { trials } from "./votes.js";

quizzes();
trials();
believed();

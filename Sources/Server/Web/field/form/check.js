// What is still wrong with an observation, question by question, in words' keys.
import { holds } from "./condition.js";
import { local, word } from "../words.js";

/**
 * The questions asked now: those without a condition and those whose condition holds. What is not asked counts as not
 * answered for those after it.
 *
 * @param {object} outer values of the observation, for the questions of a record within it
 */
export function asked(questions, values, outer = {}) {
    const known = { ...outer, ...values };
    return questions.filter((question) => {
        const isAsked = holds(question.relevant, known) === true;
        if (!isAsked) known[question.name] = null;
        return isAsked;
    });
}

const isEmpty = (value) => value === undefined || value === null || value === "" || (Array.isArray(value) && !value.length);

/** @returns {[{name, row, message}]} row: the record's number for questions within records */
export function problems(questions, values, outer = {}) {
    const found = [];
    for (const question of asked(questions, values, outer)) {
        const message = problem(question, values[question.name], { ...outer, ...values });
        if (message) found.push({ name: question.name, message });
        if (question.type === "records") {
            (values[question.name] ?? []).forEach((row, number) => {
                for (const inner of problems(question.members, row, values)) {
                    found.push({ name: question.name, row: number, inner: inner.name, message: inner.message });
                }
            });
        }
    }
    return found;
}

function problem(question, value, values) {
    if (isEmpty(value)) return question.isRequired ? local(question.requiredMessage) || word("isRequired") : null;
    if (question.type === "integer" && !Number.isInteger(value)) return word("notWhole");
    if (question.type === "decimal" && !Number.isFinite(value)) return word("notNumber");
    const { minimum, maximum } = question;
    if (typeof value === "number" && ((minimum !== null && value < minimum) || (maximum !== null && value > maximum))) {
        if (question.rangeMessage) return local(question.rangeMessage);
        if (minimum === null) return word("atMost", { most: maximum });
        if (maximum === null) return word("atLeast", { least: minimum });
        return word("between", { least: minimum, most: maximum });
    }
    if (question.check && holds(question.check.that, values) === false) {
        return local(question.check.message) || word("notPlausible");
    }
    return null;
}

/** The value of an option is none that it takes; the message is a sentence that says what it does. */
export class InvalidValue extends Error {}

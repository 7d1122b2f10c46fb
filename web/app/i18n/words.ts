/** The same texts in another language: every key, each a string. */
export type Words<T> = { [K in keyof T]: T[K] extends string ? string : Words<T[K]> }

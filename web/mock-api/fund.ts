export const fundHandlers = []

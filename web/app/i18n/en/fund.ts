export const fund = {
  title: 'Fund',
}

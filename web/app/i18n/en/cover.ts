export const cover = {
  title: 'Cover',
}

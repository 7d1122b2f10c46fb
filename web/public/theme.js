// Runs before the first picture, so that nobody who chose the light theme sees a dark flash.
;(function () {
  try {
    var theme = localStorage.getItem('lg.theme')
    if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme
    if (localStorage.getItem('lg.language') === 'zh') document.documentElement.lang = 'zh'
  } catch {
    // Without storage the system's theme holds.
  }
})()

/** What this browser remembers: theme and language, and nothing else. Never a token. */
export type Theme = 'system' | 'dark' | 'light'
export type Language = 'en' | 'zh'

const THEME = 'lg.theme'
const LANGUAGE = 'lg.language'

export function rememberedTheme(): Theme {
  const theme = read(THEME)
  return theme === 'dark' || theme === 'light' ? theme : 'system'
}

export function rememberTheme(theme: Theme): void {
  write(THEME, theme === 'system' ? null : theme)
}

export function rememberedLanguage(): Language {
  const language = read(LANGUAGE) ?? navigator.language
  return language.startsWith('zh') ? 'zh' : 'en'
}

export function rememberLanguage(language: Language): void {
  write(LANGUAGE, language)
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // Some browsers keep nothing in private windows; the choice then holds until the page closes.
  }
}

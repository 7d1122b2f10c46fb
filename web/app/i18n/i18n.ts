import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { rememberedLanguage, rememberLanguage, type Language } from '@/util/preferences'

/** A dictionary is loaded when its language is chosen. */
const dictionaries = {
  en: async () => (await import('./en')).en,
  zh: async () => (await import('./zh')).zh,
}

export async function startLanguage(language: Language = rememberedLanguage()): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    defaultNS: 'common',
    resources: { [language]: await dictionaries[language]() },
    // React writes texts as texts.
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  document.documentElement.lang = language
}

export async function chooseLanguage(language: Language): Promise<void> {
  rememberLanguage(language)
  for (const [namespace, words] of Object.entries(await dictionaries[language]())) {
    i18next.addResourceBundle(language, namespace, words, true, true)
  }
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

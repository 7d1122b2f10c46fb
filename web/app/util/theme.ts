import { useSyncExternalStore } from 'react'
import { create } from 'zustand'
import { rememberTheme, rememberedTheme, type Theme } from './preferences'

interface ThemeState {
  theme: Theme
  choose: (theme: Theme) => void
}

/** Which theme was chosen. What is drawn on a canvas asks {@link colour} again when it changes. */
export const useTheme = create<ThemeState>((set) => ({
  theme: rememberedTheme(),
  choose: (theme) => {
    rememberTheme(theme)
    if (theme === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
    set({ theme })
  },
}))

/** A colour of tokens.css as it is now, for a canvas: {@code colour('up')}. */
export function colour(token: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${token}`).trim()
}

const light = globalThis.matchMedia?.('(prefers-color-scheme: light)')

/** Whether what is shown now is dark, by choice or by the system. */
export function useIsDark(): boolean {
  const theme = useTheme((state) => state.theme)
  const systemIsLight = useSyncExternalStore(watchSystem, () => light?.matches ?? false)
  return theme === 'system' ? !systemIsLight : theme === 'dark'
}

function watchSystem(changed: () => void): () => void {
  light?.addEventListener('change', changed)
  return () => light?.removeEventListener('change', changed)
}

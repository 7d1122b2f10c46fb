const BROWSERS: [RegExp, string][] = [
  [/Edg(?:e|A|iOS)?\/(\d+)/, 'Edge'],
  [/OPR\/(\d+)/, 'Opera'],
  [/(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/(?:Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/Version\/(\d+).*Safari/, 'Safari'],
]

const SYSTEMS: [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** "Firefox 140, Linux" for a user agent's long name; null where it is no browser that we know. */
export function browserOf(agent: string): string | null {
  for (const [pattern, name] of BROWSERS) {
    const found = pattern.exec(agent)
    if (found) {
      const system = SYSTEMS.find(([mark]) => mark.test(agent))?.[1]
      return system === undefined ? `${name} ${found[1]}` : `${name} ${found[1]}, ${system}`
    }
  }
  return null
}

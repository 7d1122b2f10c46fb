import type { ReactNode } from 'react'

interface IconProps {
  size?: number
}

function Icon({ size = 16, children }: IconProps & { children: ReactNode }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      {children}
    </svg>
  )
}

const icon = (path: ReactNode) =>
  function Drawn(props: IconProps) {
    return <Icon {...props}>{path}</Icon>
  }

export const Candles = icon(
  <path d="M6 3v4m0 9v5M4 7h4v9H4zM12 6v3m0 7v3m-2-10h4v7h-4zM18 3v2m0 8v4M16 5h4v8h-4z" />,
)
export const Shield = icon(<path d="M12 3 20 6v6c0 4.5-3.3 7.7-8 9.500C7.3 19.7 4 16.5 4 12V6z" />)
export const Vault = icon(
  <path d="M3 20h18M5 20V10m4.7 10V10m4.6 10V10M19 20V10M2.5 10h19L12 3.500z" />,
)
export const Pulse = icon(<path d="M3 12h4l2.5-7 5 14 2.5-7h4" />)
export const Person = icon(
  <>
    <circle cx="12" cy="8" r="4" />
    <path d="M4.5 20.500c.8-3.8 3.8-6 7.5-6s6.7 2.2 7.5 6" />
  </>,
)
export const Bell = icon(<path d="M6 16V11a6 6 0 1 1 12 0v5l1.5 2.500h-15zM10 21.500h4" />)
export const Search = icon(
  <>
    <circle cx="11" cy="11" r="6.5" />
    <path d="m16 16 4.5 4.5" />
  </>,
)
export const Cross = icon(<path d="m6 6 12 12M18 6 6 18" />)
export const Check = icon(<path d="m4.5 12.5 5 5 10-11" />)
export const Alert = icon(<path d="M12 8v5m0 3.500v.01M12 3 22 20.500H2z" />)
export const Sun = icon(
  <>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 2.500v2m0 15v2M2.5 12h2m15 0h2M5.3 5.300l1.4 1.400m10.6 10.6 1.4 1.400M18.7 5.300l-1.4 1.400M6.7 17.300l-1.4 1.4" />
  </>,
)
export const Moon = icon(<path d="M20 14.500A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.500z" />)
export const Globe = icon(
  <>
    <circle cx="12" cy="12" r="9" />
    <path d="M3 12h18M12 3c2.7 2.5 4 5.5 4 9s-1.3 6.5-4 9c-2.7-2.5-4-5.5-4-9s1.3-6.5 4-9z" />
  </>,
)
export const Keyboard = icon(
  <>
    <rect x="2.5" y="6" width="19" height="12" rx="2" />
    <path d="M6.5 10h.01M10 10h.01M14 10h.01M17.5 10h.01M8 14.200h8" />
  </>,
)
export const Plus = icon(<path d="M12 5v14M5 12h14" />)
export const Arrow = icon(<path d="M5 12h14m-6-6 6 6-6 6" />)
export const Chevron = icon(<path d="m6 9 6 6 6-6" />)
export const Key = icon(
  <>
    <circle cx="8" cy="15.5" r="4.5" />
    <path d="m11.3 12.2 8.2-8.200M16 7.500l3 3" />
  </>,
)
export const Leave = icon(<path d="M14 4h5v16h-5M3.5 12H14m-4-4 4 4-4 4" />)
export const Copy = icon(
  <>
    <rect x="9" y="9" width="11" height="11" rx="2" />
    <path d="M5 15H4V4h11v1" />
  </>,
)
export const Stop = icon(<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8zM8.5 8.500l7 7m0-7-7 7" />)
export const Clock = icon(
  <>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7v5.500l3.5 2" />
  </>,
)
export const External = icon(<path d="M9 5H5v14h14v-4M13 4h7v7M19.5 4.5 11 13" />)
export const Reload = icon(
  <path d="M20 5v5h-5M4 19v-5h5M5.5 9.500A7.5 7.5 0 0 1 19.6 10M18.5 14.500A7.5 7.5 0 0 1 4.4 14" />,
)
export const Offline = icon(
  <path d="m3 3 18 18M5 12.500a10 10 0 0 1 4-2.500m6 0a10 10 0 0 1 4 2.500M8.5 16a5 5 0 0 1 7 0M12 20h.01M2 9a15 15 0 0 1 4-2.600M11 5.100A15 15 0 0 1 22 9" />,
)

/** The product's sign: a shield around a price that falls and is caught. */
export function Mark({ size = 26 }: IconProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden>
      <path
        d="M16 3.5 27 7.400v9c0 6.2-4.6 10.6-11 13-6.4-2.4-11-6.8-11-13v-9z"
        stroke="var(--accent)"
        strokeWidth="2.2"
        strokeLinejoin="round"
      />
      <path
        d="m9.5 12.5 4.4 3.7 3.3-2.7 5 7.2"
        stroke="currentColor"
        strokeWidth="2.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}

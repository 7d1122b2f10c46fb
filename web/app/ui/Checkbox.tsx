import type { InputHTMLAttributes, ReactNode } from 'react'
import styles from './Field.module.css'

export interface CheckboxProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> {
  label: ReactNode
  hint?: ReactNode
  onChange?: (checked: boolean) => void
}

export function Checkbox({ label, hint, onChange, ...input }: CheckboxProps) {
  return (
    <label className={styles.check}>
      <input
        type="checkbox"
        {...input}
        onChange={(event) => onChange?.(event.currentTarget.checked)}
      />
      <span>
        {label}
        {hint != null && <small>{hint}</small>}
      </span>
    </label>
  )
}

import { useId, type SelectHTMLAttributes } from 'react'
import { described, FieldFrame, type FieldFrameProps } from './Field'
import styles from './Field.module.css'

export interface Option<T extends string> {
  value: T
  label: string
  disabled?: boolean
}

export interface SelectProps<T extends string>
  extends
    FieldFrameProps,
    Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange' | 'value' | 'size'> {
  value: T
  options: readonly Option<T>[]
  onChange: (value: T) => void
}

/** One of some, by the browser's own list: it works with every keyboard, reader and phone. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { label, error, hint, lead, trail, labelHidden, options, onChange, className, ...select } =
    props
  const made = useId()
  const id = select.id ?? made
  return (
    <FieldFrame {...{ id, label, error, hint, lead, trail, labelHidden, className }}>
      <select
        {...select}
        id={id}
        className={styles.input}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(id, error, hint)}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value)
          if (chosen) onChange(chosen.value)
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}

import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from 'react'
import { classes } from '@/util/classes'
import styles from './Field.module.css'

export interface FieldFrameProps {
  label: ReactNode
  /** What is wrong, beside the field; said aloud when it appears. */
  error?: string | null | undefined
  hint?: ReactNode
  /** Stands before or behind what is typed: a currency, a unit, a small button. */
  lead?: ReactNode
  trail?: ReactNode
  /** The label is only said, not shown. */
  labelHidden?: boolean
}

export interface FieldProps
  extends FieldFrameProps, Omit<InputHTMLAttributes<HTMLInputElement>, 'size'> {
  /** A decimal number: right aligned, with the keyboard for numbers on a phone. */
  numeric?: boolean
  ref?: Ref<HTMLInputElement>
}

export function Field(props: FieldProps) {
  const { label, error, hint, lead, trail, labelHidden, numeric, className, ...input } = props
  const made = useId()
  const id = input.id ?? made
  return (
    <FieldFrame {...{ id, label, error, hint, lead, trail, labelHidden, className }}>
      <input
        autoComplete="off"
        spellCheck={false}
        {...(numeric ? { inputMode: 'decimal' as const } : {})}
        {...input}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(id, error, hint)}
        className={classes(styles.input, numeric && styles.numeric)}
      />
    </FieldFrame>
  )
}

interface FrameProps {
  id: string
  label: ReactNode
  error: string | null | undefined
  hint: ReactNode
  lead?: ReactNode
  trail?: ReactNode
  labelHidden?: boolean | undefined
  className?: string | undefined
  children: ReactNode
}

/** Label, frame, hint and error around any one control. */
export function FieldFrame(props: FrameProps) {
  const { id, label, error, hint, lead, trail, labelHidden, className, children } = props
  return (
    <div className={classes(styles.field, className)}>
      <label htmlFor={id} className={labelHidden ? 'hidden-visually' : styles.label}>
        {label}
      </label>
      <div className={classes(styles.frame, error && styles.wrong)}>
        {lead != null && <span className={styles.beside}>{lead}</span>}
        {children}
        {trail != null && <span className={styles.beside}>{trail}</span>}
      </div>
      {error ? (
        <p id={`${id}-error`} className={styles.error} role="alert">
          {error}
        </p>
      ) : (
        hint != null && (
          <p id={`${id}-hint`} className={styles.hint}>
            {hint}
          </p>
        )
      )}
    </div>
  )
}

export function described(id: string, error: unknown, hint: unknown): string | undefined {
  if (error) return `${id}-error`
  return hint != null ? `${id}-hint` : undefined
}

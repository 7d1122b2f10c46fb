import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { formErrors } from '@/api/errors'

export interface Form<V> {
  values: V
  set: <K extends keyof V>(field: K, value: V[K]) => void
  /** What is wrong with a field, in words; changes of the field take it away. */
  error: (field: keyof V & string) => string | undefined
  /** What is wrong with the whole; stands above the button. */
  formError: string | null
  busy: boolean
  submit: (event?: SubmitEvent) => void
  reset: () => void
}

/**
 * The state of one form. `check` says what can be known without the server, by field; `send` asks the
 * server, whose "no" then stands beside the field that its problem names.
 */
export function useForm<V extends object>(options: {
  initial: V
  check?: (values: V) => Partial<Record<keyof V & string, string>>
  send: (values: V) => Promise<void>
}): Form<V> {
  const { t } = useTranslation()
  const [values, setValues] = useState(options.initial)
  const [own, setOwn] = useState<Partial<Record<keyof V & string, string>>>({})
  const [thrown, setThrown] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const theirs = formErrors(thrown, t, Object.keys(options.initial))
  const send = async () => {
    const wrong = options.check?.(values) ?? {}
    setOwn(wrong)
    setThrown(null)
    if (Object.keys(wrong).length > 0) return
    setBusy(true)
    try {
      await options.send(values)
    } catch (problem) {
      setThrown(problem)
    } finally {
      setBusy(false)
    }
  }
  return {
    values,
    set: (field, value) => {
      setValues((before) => ({ ...before, [field]: value }))
      setOwn((before) => ({ ...before, [field]: undefined }))
      if (typeof field === 'string' && theirs.fields[field] !== undefined) setThrown(null)
    },
    error: (field) => own[field] ?? theirs.fields[field],
    formError: theirs.form,
    busy,
    submit: (event) => {
      event?.preventDefault()
      if (!busy) void send()
    },
    reset: () => {
      setValues(options.initial)
      setOwn({})
      setThrown(null)
    },
  }
}

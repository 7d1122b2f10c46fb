import type { TicketState } from './ticketState'
import type { TicketModel } from './useTicket'

type TextField = {
  [K in keyof TicketState]: TicketState[K] extends string
    ? string extends TicketState[K]
      ? K
      : never
    : never
}[keyof TicketState]

/** What a text field of the ticket needs: `{...textOf(ticket, 'price', 'price')}`. */
export function textOf(ticket: TicketModel, name: TextField, field: string = name) {
  return {
    value: ticket.state[name],
    error: ticket.error(field),
    onChange: (event: { target: { value: string } }) => ticket.set(name, event.target.value),
  }
}

import { useMemo, useState, type ReactNode } from 'react'
import { classes } from '@/util/classes'
import styles from './Table.module.css'

export interface Column<R> {
  key: string
  head: ReactNode
  cell: (row: R) => ReactNode
  /** Numbers stand at the end of their column. */
  align?: 'start' | 'end'
  /** Makes the column sortable. */
  compare?: (a: R, b: R) => number
  /** Left out where there is little room. */
  wideOnly?: boolean
  width?: string
}

export interface TableProps<R> {
  label: string
  columns: readonly Column<R>[]
  rows: readonly R[]
  rowKey: (row: R) => string
  /** Shown in place of the rows when there are none. */
  empty?: ReactNode
  onRow?: (row: R) => void
  rowClass?: (row: R) => string | false | undefined
  /** Sorted by this column at first; a minus before it turns the order. */
  sortedBy?: string
}

/** A dense table with a head that stays. Where columns compare, pressing a head sorts. */
export function Table<R>(props: TableProps<R>) {
  const { label, columns, rows, rowKey, empty, onRow, rowClass } = props
  const [order, setOrder] = useState(props.sortedBy ?? '')
  const by = columns.find((column) => column.key === order.replace(/^-/, ''))
  const sorted = useMemo(() => {
    const { compare } = by ?? {}
    if (!compare) return rows
    const turn = order.startsWith('-') ? -1 : 1
    return rows.toSorted((a, b) => turn * compare(a, b))
  }, [rows, by, order])
  return (
    <div className={styles.frame} tabIndex={0} role="region" aria-label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                style={column.width ? { width: column.width } : undefined}
                className={cellClass(column)}
                aria-sort={
                  by === column ? (order.startsWith('-') ? 'descending' : 'ascending') : undefined
                }
              >
                {column.compare ? (
                  <button
                    type="button"
                    className={styles.sort}
                    onClick={() => setOrder(order === column.key ? `-${order}` : column.key)}
                  >
                    {column.head}
                  </button>
                ) : (
                  column.head
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr
              key={rowKey(row)}
              className={classes(onRow && styles.pressable, rowClass?.(row))}
              onClick={onRow && (() => onRow(row))}
            >
              {columns.map((column) => (
                <td key={column.key} className={cellClass(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && empty != null && <div className={styles.empty}>{empty}</div>}
    </div>
  )
}

function cellClass<R>(column: Column<R>): string {
  return classes(column.align === 'end' && styles.end, column.wideOnly && styles.wideOnly)
}

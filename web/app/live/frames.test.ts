import { expect, test, vi } from 'vitest'
import { liveStore } from './frames'

test('however many events come, components are told once per frame, with all of them', () => {
  const frames: FrameRequestCallback[] = []
  vi.spyOn(globalThis, 'requestAnimationFrame').mockImplementation((frame) => frames.push(frame))
  const store = liveStore(0, (state, event: number) => state + event)
  const told: number[] = []
  store.subscribe((state) => told.push(state))
  for (let n = 0; n < 100; n++) store.push(1)
  store.push(0)
  expect(frames).toHaveLength(1)
  expect(told).toEqual([])
  frames[0]?.(0)
  expect(told).toEqual([100])
  store.push(1)
  expect(frames).toHaveLength(2)
})

test('where it is asked for, components are told even less often, and of everything in the end', () => {
  vi.useFakeTimers()
  vi.spyOn(globalThis, 'requestAnimationFrame').mockImplementation((frame) => {
    frame(performance.now())
    return 0
  })
  const store = liveStore(0, (state, event: number) => state + event, 80)
  const told: number[] = []
  store.subscribe((state) => told.push(state))
  store.push(1)
  for (let n = 0; n < 9; n++) {
    vi.advanceTimersByTime(10)
    store.push(1)
  }
  vi.runAllTimers()
  expect(told).toEqual([1, 8, 10])
  vi.useRealTimers()
})

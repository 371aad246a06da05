/**
 * What an event is, for the jump over idle time:
 * - poll: a node looks for work; may come later when there is none
 * - step: a piece of work under way; nothing is jumped over it
 * - real: something of the outside that happens at its time
 */
export type EventKind = "poll" | "step" | "real";

/** Something that happens at a moment. `run` is taken away when it was cancelled. */
export type TimedEvent = {
  at: number;
  readonly order: number;
  readonly kind: EventKind;
  /** The pause that was asked for, in milliseconds. */
  readonly pause: number;
  run: (() => void) | undefined;
};

const isBefore = (one: TimedEvent, other: TimedEvent): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

/** Events by their moment, then by the order they were planned in. */
export type EventHeap = {
  readonly push: (event: TimedEvent) => void;
  readonly pop: () => TimedEvent | undefined;
  readonly first: () => TimedEvent | undefined;
  readonly all: () => readonly TimedEvent[];
};

/** Makes an empty binary heap. */
export function createEventHeap(): EventHeap {
  const heap: TimedEvent[] = [];
  const at = (place: number): TimedEvent => {
    const event = heap[place];
    if (!event) throw new RangeError(`the heap has no place ${place}`);
    return event;
  };
  const swap = (one: number, other: number): void => {
    const kept = at(one);
    heap[one] = at(other);
    heap[other] = kept;
  };
  const sink = (from: number): void => {
    for (let place = from; ; ) {
      let least = place;
      for (const child of [2 * place + 1, 2 * place + 2])
        if (child < heap.length && isBefore(at(child), at(least))) least = child;
      if (least === place) return;
      swap(place, least);
      place = least;
    }
  };
  return {
    push(event) {
      heap.push(event);
      for (let place = heap.length - 1; place > 0; ) {
        const parent = (place - 1) >> 1;
        if (!isBefore(at(place), at(parent))) return;
        swap(place, parent);
        place = parent;
      }
    },
    pop() {
      const [first] = heap;
      const last = heap.pop();
      if (first === undefined || last === undefined) return undefined;
      if (heap.length > 0) {
        heap[0] = last;
        sink(0);
      }
      return first;
    },
    first: () => heap[0],
    all: () => heap,
  };
}

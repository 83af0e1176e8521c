/* What a timeline is narrowed down by: kinds and status as buttons that are pressed or not, and one source. */

import { type Timed, make, makeAct } from "../time";

export interface Row extends Timed {
  kind: string;
  status: string;
  sources: [id: string, name: string][];
}

export interface Filters {
  box: HTMLElement;
  keeps(row: Row): boolean;
  narrows(): boolean;
}

/* The values that rows have, the most frequent first, with how many have each. */
const count = (values: string[]) => {
  const found = new Map<string, number>();
  for (const value of values) found.set(value, (found.get(value) ?? 0) + 1);
  return [...found].sort(([one, many], [other, more]) => more - many || one.localeCompare(other));
};

const makePresses = (label: string, values: string[], change: () => void) => {
  const chosen = new Set<string>();
  const box = make("p", "presses");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", label);
  for (const [value, many] of count(values)) {
    const press = makeAct(value, () => {
      if (!chosen.delete(value)) chosen.add(value);
      press.setAttribute("aria-pressed", String(chosen.has(value)));
      change();
    });
    press.setAttribute("aria-pressed", "false");
    press.append(" ", make("span", "count", String(many)));
    box.append(press);
  }
  return { box, chosen };
};

const makeChoice = (rows: Row[], change: () => void) => {
  const names = new Map(rows.flatMap(({ sources }) => sources));
  const select = make("select");
  const offer = (value: string, words: string) => {
    const option = make("option", "", words);
    option.value = value;
    select.append(option);
  };
  offer("", "anybody");
  for (const [id, many] of count(rows.flatMap(({ sources }) => sources.map(([id]) => id))))
    offer(id, `${names.get(id) ?? id} (${many})`);
  select.addEventListener("change", change);
  return { box: make("label", "presses", make("span", "", "Who speaks of it"), select), select };
};

export const offerFilters = (rows: Row[], change: () => void): Filters => {
  const kinds = makePresses("What happened", rows.map(({ kind }) => kind), change);
  const statuses = makePresses("Status", rows.map(({ status }) => status), change);
  const source = makeChoice(rows, change);
  const holds = ({ chosen }: { chosen: Set<string> }, value: string) => !chosen.size || chosen.has(value);
  const offered = [kinds, statuses, source].map(({ box }) => box).filter((box) => box.querySelectorAll("button, option + option").length > 1);
  const box = make("details", "only", make("summary", "", "Only some of them"), ...offered);
  box.open = matchMedia("(min-width: 44rem)").matches;
  box.hidden = !offered.length;
  return {
    box,
    keeps: (row) =>
      holds(kinds, row.kind) &&
      holds(statuses, row.status) &&
      (!source.select.value || row.sources.some(([id]) => id === source.select.value)),
    narrows: () => Boolean(kinds.chosen.size || statuses.chosen.size || source.select.value),
  };
};

/* What the page's lists say: the map shows nothing that does not stand in them. */

import { type Timed, readTimed } from "../time";

export type Point = [number, number];

export interface Spot {
  id: string;
  name: string;
  at: Point;
  km: number;
  iso: string;
  item: HTMLElement;
  number: number;
  incidents: Timed[];
}

export interface Hold extends Timed {
  id: string;
  at: Point | null;
  words: string;
}

export interface Layer {
  address: string;
  form: string;
  name: string;
  item: HTMLElement;
}

const all = (selector: string, within: ParentNode) => [...within.querySelectorAll<HTMLElement>(selector)];
const place = ({ dataset }: HTMLElement): Point | null =>
  dataset.lon && dataset.lat ? [Number(dataset.lon), Number(dataset.lat)] : null;

export const readSpots = (): Spot[] =>
  all("#spots > li", document).map((item, at) => ({
    id: item.id,
    name: item.dataset.name ?? "",
    at: place(item) ?? [0, 0],
    km: Number(item.dataset.km ?? 0),
    iso: item.dataset.iso ?? "",
    item,
    number: at + 1,
    incidents: all("ul > li", item).map(readTimed),
  }));

export const readHolds = (): Hold[] =>
  all("#holds > li", document).map((item) => ({
    ...readTimed(item),
    id: item.id,
    at: place(item),
    words: item.dataset.holder ?? "",
  }));

export const readUnplaced = (): Timed[] => all("#unplaced > li", document).map(readTimed);

export const readLayers = (): Layer[] =>
  all("#layers > li", document).map((item) => ({
    address: item.dataset.address ?? "",
    form: item.dataset.form ?? "",
    name: item.dataset.name ?? "",
    item,
  }));

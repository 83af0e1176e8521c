/* The map over time. The page's lists say what there is; this draws it, and shows of the lists what a time holds. */

import "maplibre-gl/dist/maplibre-gl.css";
import type { FeatureCollection, Geometry } from "geojson";
import { GeoJSONSource, type LngLat, LngLatBounds, Map as MapView, Marker, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import { type Base, circle, loadBase } from "./base";
import { DAY, type Stretch, type Timed, addPlay, frameDays, lasts, make, makeAct, makeSlider, overlaps } from "../time";
import { listDrawn, offerLayers } from "./layers";
import { type Hold, type Spot, readHolds, readLayers, readSpots, readUnplaced } from "./reading";
import { drawStyle, readColours } from "./style";

/* From this zoom on a flag says who. */
const NEAR = 5;

const makeButton = (look: string, words: string, label: string, act: () => void) => {
  const made = makeAct(words, act);
  made.className = look;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", (event) => event.stopPropagation());
  return made;
};

const frame = (spots: Spot[], holds: Hold[]) => {
  const fine = spots.filter(({ iso }) => !iso);
  const bounds = new LngLatBounds();
  for (const { at, km } of fine.length ? fine : spots) {
    const ring = km ? circle(at, km).coordinates[0] : undefined;
    (ring ?? [at]).forEach(([x = 0, y = 0]) => bounds.extend([x, y]));
  }
  holds.forEach(({ at }) => at && bounds.extend(at));
  return bounds.isEmpty() ? undefined : bounds;
};

/* What is chosen on the map, beside it. Nothing in it is read as anything but text, or comes from the page itself. */
const makeCard = (stage: HTMLElement) => {
  const card = make("section", "card");
  card.tabIndex = -1;
  card.hidden = true;
  let back: HTMLElement | null = null;
  const close = () => {
    card.hidden = true;
    card.removeAttribute("data-busy");
    back?.focus();
  };
  card.addEventListener("keydown", ({ key }) => key === "Escape" && close());
  stage.append(card);
  return (label: string, from: HTMLElement | null, ...inside: (Node | string)[]) => {
    back = from;
    card.setAttribute("aria-label", label);
    card.replaceChildren(makeButton("shut", "Close", `Close ${label}`, close), ...inside);
    card.hidden = false;
    card.setAttribute("data-busy", "");
    card.focus({ preventScroll: true });
  };
};

const copy = (item: HTMLElement) => {
  const made = make("div");
  made.append(...[...item.childNodes].map((node) => node.cloneNode(true)));
  made.querySelectorAll(".panel, .locate, [hidden]").forEach((node) => node.remove());
  made.querySelectorAll("[aria-controls]").forEach((node) => node.removeAttribute("aria-controls"));
  made.querySelectorAll("[aria-expanded]").forEach((node) => node.setAttribute("aria-expanded", "false"));
  return made;
};

/* The map that is drawn, and what people have moved it to. */
let current: MapView | null = null;
let moved: { center: LngLat; zoom: number } | null = null;

const draw = (atlas: HTMLElement, stage: HTMLElement, base: Base) => {
  const plain = document.getElementById("plain") as HTMLElement;
  const spots = readSpots();
  const holds = readHolds();
  const unplaced = readUnplaced();
  const canvas = make("div", "canvas");
  const bounds = frame(spots, holds);
  stage.prepend(canvas);
  const view = new MapView({
    container: canvas,
    style: drawStyle(base, readColours()),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    cooperativeGestures: true,
    maxZoom: 14,
    fadeDuration: 0,
    ...(moved ?? (bounds ? { bounds, fitBoundsOptions: { padding: 60, maxZoom: 8 } } : { center: [20, 25] as [number, number], zoom: 1 })),
  });
  current = view;
  view.on("moveend", ({ originalEvent }) => {
    if (originalEvent) moved = { center: view.getCenter(), zoom: view.getZoom() };
  });
  view.touchZoomRotate.disableRotation();
  view.addControl(new NavigationControl({ showCompass: false }));
  view.addControl(new ScaleControl());
  view.getCanvas().setAttribute("aria-label", "Map; what it shows stands in the lists beside it");
  const tell = makeCard(stage);

  const pins = spots.map((spot) => {
    const choose = (from: HTMLElement | null) => {
      document.querySelectorAll("#spots > .chosen").forEach((item) => item.classList.remove("chosen"));
      spot.item.classList.add("chosen");
      tell(spot.name, from, copy(spot.item));
    };
    const button = makeButton(spot.km || spot.iso ? "spot loose" : "spot", String(spot.number), `${spot.number}, ${spot.name}`, () => choose(button));
    button.tabIndex = -1;
    const show = makeButton("locate", "◎", `Show ${spot.name} on the map`, () => {
      view.easeTo({ center: spot.at, zoom: Math.max(view.getZoom(), spot.iso ? 4 : spot.km ? 6 : 8), animate: !matchMedia("(prefers-reduced-motion)").matches });
      choose(show);
    });
    spot.item.querySelector("p")?.append(" ", show);
    return { spot, marker: new Marker({ element: button }).setLngLat(spot.at).addTo(view), button };
  });
  const flags = holds.flatMap((hold) => {
    if (!hold.at) return [];
    const button = makeButton("flagged", "⚑", `Said to hold it: ${hold.words}`, () => tell(hold.words, button, copy(hold.item)));
    button.tabIndex = -1;
    button.append(make("span", "", ` ${hold.words}`));
    return [{ hold, marker: new Marker({ element: button, anchor: "bottom-left", offset: [6, -8] }).setLngLat(hold.at).addTo(view), button }];
  });

  const look = () => canvas.classList.toggle("near", view.getZoom() >= NEAR);
  view.on("zoom", look);
  look();

  const drawAreas = () => {
    const shapes = pins
      .filter(({ button }) => !button.hidden)
      .flatMap(({ spot }) => {
        const found: { wide: boolean; geometry: Geometry }[] = [];
        if (spot.km) found.push({ wide: false, geometry: circle(spot.at, spot.km) });
        const country = spot.iso && base.land.features.find(({ properties }) => properties?.iso === spot.iso);
        if (country) found.push({ wide: true, geometry: country.geometry });
        return found;
      });
    const areas: FeatureCollection = {
      type: "FeatureCollection",
      features: shapes.map(({ wide, geometry }) => ({ type: "Feature", properties: { wide }, geometry })),
    };
    (view.getSource("areas") as GeoJSONSource | undefined)?.setData(areas);
  };

  /* Shows what a stretch of time holds, everywhere; all of it and what has no time where it is null. */
  const show = (within: Stretch | null) => {
    stage.toggleAttribute("data-busy", within !== null);
    const keep = (one: Timed) => {
      one.item.hidden = within !== null && !overlaps(one, within);
      return !one.item.hidden;
    };
    let count = 0;
    let places = 0;
    for (const { spot, button } of pins) {
      const here = spot.incidents.filter(keep).length;
      spot.item.hidden = button.hidden = !here;
      count += here;
      places += here ? 1 : 0;
    }
    unplaced.forEach(keep);
    holds.forEach((hold) => (hold.item.hidden = within !== null && !lasts(hold, within)));
    flags.forEach(({ hold, button }) => (button.hidden = hold.item.hidden));
    drawAreas();
    return `${count} ${count === 1 ? "incident" : "incidents"} in ${places} ${places === 1 ? "place" : "places"}`;
  };
  const happened = [...spots.flatMap(({ incidents }) => incidents), ...unplaced];
  const span = frameDays(happened);
  if (span) {
    const slider = makeSlider(happened, span, DAY, show);
    addPlay(slider);
    canvas.after(slider.box);
  }

  const nameTowns = async () => {
    const seen = view.getBounds();
    const [west, south, east, north] = [seen.getWest(), seen.getSouth(), seen.getEast(), seen.getNorth()];
    if (west < -180 || east > 180 || view.getZoom() < 3) return;
    const answer = await fetch(`/map/towns?west=${west}&south=${south}&east=${east}&north=${north}`);
    if (!answer.ok) return;
    const towns = (await answer.json()) as [string, number, number][];
    (view.getSource("towns") as GeoJSONSource | undefined)?.setData({
      type: "FeatureCollection",
      features: towns.map(([name, lon, lat], rank) => ({
        type: "Feature",
        properties: { name, rank },
        geometry: { type: "Point", coordinates: [lon, lat] },
      })),
    });
  };

  view.on("error", ({ error }) => console.warn(error.message));
  view.once("load", () => {
    plain.hidden = true;
    drawAreas();
    offerLayers(view, readLayers());
    void nameTowns();
    view.on("moveend", () => void nameTowns());
    atlas.dataset.drawn = "yes";
  });
  view.on("click", ({ point }) => {
    const layers = listDrawn().filter((id) => view.getLayer(id));
    const [hit] = layers.length ? view.queryRenderedFeatures(point, { layers }) : [];
    if (!hit) return;
    const rows = Object.entries(hit.properties)
      .slice(0, 12)
      .map(([name, value]) => make("div", "", make("dt", "", name), make("dd", "", String(value))));
    tell("Your layer", view.getCanvas(), rows.length ? make("dl", "", ...rows) : "Nothing is written about this.");
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    for (const { id, paint = {} } of drawStyle(base, readColours()).layers)
      Object.entries(paint).forEach(([name, value]) => view.setPaintProperty(id, name as "fill-color", value));
  });
};

const start = async () => {
  const atlas = document.getElementById("atlas");
  const stage = atlas?.querySelector<HTMLElement>(".stage");
  if (!atlas?.dataset.base || !atlas.dataset.worker || !stage) return;
  setWorkerUrl(new URL(atlas.dataset.worker, location.href).href);
  current?.remove();
  current = null;
  draw(atlas, stage, await loadBase(atlas.dataset.base));
};

/* Where a browser can't draw it, the plain map stays. */
const begin = () =>
  void start().catch((error: unknown) => {
    document.querySelector(".canvas")?.remove();
    console.warn("The plain map is shown:", error);
  });
begin();
document.addEventListener("marsad:fresh", begin);

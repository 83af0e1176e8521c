/* What the map is drawn with: the page's own colours, so that it follows light and dark. */

import type { FeatureCollection } from "geojson";
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { Base } from "./base";

const FONT = ["system-ui", "Noto Sans", "Noto Sans Arabic", "sans-serif"];
const NOTHING: FeatureCollection = { type: "FeatureCollection", features: [] };

export const readColours = () => {
  const look = getComputedStyle(document.documentElement);
  const colour = (name: string) => look.getPropertyValue(`--${name}`).trim();
  return {
    paper: colour("paper"),
    raised: colour("raised"),
    ink: colour("ink"),
    soft: colour("soft"),
    rule: colour("rule"),
    accent: colour("accent"),
    ours: colour("ours"),
  };
};
type Colours = ReturnType<typeof readColours>;

/* Countries are named from a size on that falls as the map comes nearer; `rank` is less the larger they are. */
const LARGE: ExpressionSpecification = [
  "<",
  ["get", "rank"],
  ["step", ["zoom"], -120, 2, -40, 3, -8, 4, -2, 5, 0],
];

const label = (id: string, source: string, size: number, colours: Colours, more: object = {}): LayerSpecification => ({
  id,
  source,
  type: "symbol",
  layout: { "text-field": ["get", "name"], "text-font": FONT, "text-size": size, ...more },
  paint: { "text-color": colours.soft, "text-halo-color": colours.paper, "text-halo-width": 1.5 },
});

export const drawStyle = (base: Base, colours: Colours): StyleSpecification => ({
  version: 8,
  sources: {
    land: { type: "geojson", data: base.land, tolerance: 0.4 },
    lines: { type: "geojson", data: base.lines, tolerance: 0.4 },
    names: { type: "geojson", data: base.names },
    towns: { type: "geojson", data: NOTHING },
    areas: { type: "geojson", data: NOTHING },
  },
  layers: [
    { id: "sea", type: "background", paint: { "background-color": colours.raised } },
    { id: "land", type: "fill", source: "land", paint: { "fill-color": colours.paper, "fill-antialias": false } },
    { id: "borders", type: "line", source: "lines", paint: { "line-color": colours.soft, "line-width": 0.8 } },
    {
      id: "areas",
      type: "fill",
      source: "areas",
      paint: { "fill-color": colours.accent, "fill-opacity": ["case", ["get", "wide"], 0.04, 0.1] },
    },
    {
      id: "rims",
      type: "line",
      source: "areas",
      paint: { "line-color": colours.accent, "line-width": 1.4, "line-dasharray": [4, 3] },
    },
    {
      id: "dots",
      type: "circle",
      source: "towns",
      paint: { "circle-radius": 2.2, "circle-color": colours.soft },
    },
    label("towns", "towns", 12, colours, {
      "text-variable-anchor": ["left", "right", "top", "bottom"],
      "text-radial-offset": 0.5,
      "symbol-sort-key": ["get", "rank"],
    }),
    {
      ...label("names", "names", 12, colours, {
        "text-transform": "uppercase",
        "text-letter-spacing": 0.15,
        "text-max-width": 8,
        "text-padding": 8,
        "symbol-sort-key": ["get", "rank"],
      }),
      filter: LARGE,
    } as LayerSpecification,
  ],
});

/* People's own layers: in their own colours where the file gives them (simplestyle), else in one that nothing else has. */
export const drawOurs = (id: string, source: string, inside: string | null, colours: Colours): LayerSpecification[] => {
  const own = (name: string): ExpressionSpecification => ["to-color", ["get", name], colours.ours];
  const from = inside === null ? { source } : { source, "source-layer": inside };
  const shape = (kind: string): ExpressionSpecification => ["==", ["geometry-type"], kind];
  return [
    {
      ...from,
      id: `${id} areas`,
      type: "fill",
      filter: shape("Polygon"),
      paint: { "fill-color": own("fill"), "fill-opacity": 0.15 },
    },
    {
      ...from,
      id: `${id} lines`,
      type: "line",
      filter: ["!=", ["geometry-type"], "Point"],
      paint: { "line-color": own("stroke"), "line-width": 1.8 },
    },
    {
      ...from,
      id: `${id} points`,
      type: "circle",
      filter: shape("Point"),
      paint: {
        "circle-color": own("marker-color"),
        "circle-radius": 5,
        "circle-stroke-color": colours.paper,
        "circle-stroke-width": 1.5,
      },
    },
  ];
};

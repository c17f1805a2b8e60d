// Saves a chart as it is drawn, with its colours in it, as a picture of vectors or of pixels.
import { svg } from "./chart.js";

const COPIED = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap", "opacity", "font-size", "font-family"];
const HEAD = 34;
const SCALE = 2;

/** Saves the drawing under a title, as `svg` or `png`. */
export async function savePicture(drawing, kind, file, title) {
  const picture = copyOf(drawing, title);
  const source = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(picture))}`;
  const href = kind === "svg" ? source : await pixels(source, picture.viewBox.baseVal);
  const link = document.createElement("a");
  Object.assign(link, { href, download: `${file}.${kind}` });
  link.click();
}

function copyOf(drawing, title) {
  const { width, height } = drawing.viewBox.baseVal;
  const copy = drawing.cloneNode(true);
  const [ours, theirs] = [copy, drawing].map(one => [...one.querySelectorAll("*")]);
  theirs.forEach((one, i) => {
    const style = getComputedStyle(one);
    for (const name of COPIED) ours[i].setAttribute(name, style.getPropertyValue(name));
    ours[i].removeAttribute("class");
  });
  const { color, fontFamily } = getComputedStyle(document.body);
  const paper = getComputedStyle(drawing.closest(".card, .detail") ?? document.body).backgroundColor;
  return svg("svg", { viewBox: `0 0 ${width} ${height + HEAD}`, width, height: height + HEAD, role: "img", "aria-label": title },
    svg("title", {}, title), svg("rect", { width, height: height + HEAD, fill: paper }),
    svg("text", { x: 12, y: 22, fill: color, "font-family": fontFamily, "font-size": 14, "font-weight": 600 }, title), svg("g", { transform: `translate(0 ${HEAD})` }, ...copy.childNodes));
}

async function pixels(source, { width, height }) {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: SCALE * width, height: SCALE * height });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png");
}

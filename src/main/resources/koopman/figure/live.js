// SPDX-License-Identifier: Apache-2.0
/* What all live figures share. koopmanLive(name, make) starts every figure of that name that stands on the page and is not
   yet started: make(live, data) builds views and controls and returns {answer}, a function from a list of numbers to one. */
window.koopmanLive ||= (() => {
  "use strict";

  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const shapes = [
    (pen, x, y, r) => pen.arc(x, y, r, 0, 2 * Math.PI),
    (pen, x, y, r) => { pen.moveTo(x, y - r); pen.lineTo(x + r, y + r); pen.lineTo(x - r, y + r); },
    (pen, x, y, r) => pen.rect(x - r, y - r, 2 * r, 2 * r),
    (pen, x, y, r) => { pen.moveTo(x, y - r); pen.lineTo(x + r, y); pen.lineTo(x, y + r); pen.lineTo(x - r, y); },
  ];
  const held = (value, [least, most]) => Math.min(Math.max(value, least), most);

  function element(parent, tag, values = {}, text = "") {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(values)) made.setAttribute(name, value);
    made.textContent = text;
    return parent.appendChild(made);
  }

  function rgb(colour) {
    return [1, 3, 5].map(i => parseInt(colour.slice(i, i + 2), 16));
  }

  function luminance([red, green, blue]) {
    return (0.3 * red + 0.6 * green + 0.1 * blue) / 255;
  }

  /* Whether what lies behind the figure is dark: every host says so in its own way, but all of them paint it. */
  function isOnDark(root) {
    for (let each = root.parentElement; each; each = each.parentElement) {
      const [red, green, blue, alpha = 1] = getComputedStyle(each).backgroundColor.match(/[\d.]+/g).map(Number);
      if (alpha > 0.5) return luminance([red, green, blue]) < 0.5;
    }
    return getComputedStyle(document.documentElement).colorScheme === "dark";
  }

  class Live {
    #root; #stage; #views; #controls; #state; #palette; #waiting = false; #pictures = [];

    constructor(root, palette) {
      this.#root = root;
      this.#palette = palette;
      this.#stage = root.querySelector(".stage");
      this.#views = element(this.#stage, "div", { class: "views" });
      this.#controls = element(this.#stage, "div", { class: "controls" });
      this.#state = element(this.#stage, "p", { class: "state", role: "status" });
      const recolour = () => { root.toggleAttribute("data-dark", isOnDark(root)); this.redraw(); };
      const watch = new MutationObserver(() => { recolour(); setTimeout(recolour, 500); });
      for (const each of [document.documentElement, document.body]) watch.observe(each, { attributes: true });
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
      recolour();
    }

    get calm() { return calm.matches; }
    get dark() { return this.#root.hasAttribute("data-dark"); }

    /* Colours as "#rrggbb": ink, paper, faint (grids), mark (what is drawn grey). */
    get ink() { return this.#style("--ink"); }
    get paper() { return this.#style("--paper"); }
    get faint() { return this.#style("--faint"); }
    get mark() { return this.#style("--mark"); }

    #style(name) {
      const value = getComputedStyle(this.#root).getPropertyValue(name).trim();
      return value.length === 4 ? "#" + [...value.slice(1)].map(digit => digit + digit).join("") : value;
    }

    /* The colour of a class as "#rrggbb", lighter where it would be lost on a dark ground. */
    colour(index) {
      const plain = this.#palette[index % this.#palette.length];
      return this.dark && luminance(rgb(plain)) < 0.4 ? this.mix(plain, "#ffffff", 0.4) : plain;
    }

    /* A colour's red, green and blue, from 0 to 255. */
    rgb(colour) { return rgb(colour); }

    /* A colour between two. */
    mix(from, to, share) {
      const [one, other] = [rgb(from), rgb(to)];
      return "#" + one.map((value, i) => Math.round(value + share * (other[i] - value)).toString(16).padStart(2, "0")).join("");
    }

    /* Paints a class's mark, a form and a colour. */
    dot(pen, index, x, y, r) {
      pen.fillStyle = this.colour(index);
      pen.beginPath();
      shapes[index % shapes.length](pen, x, y, r);
      pen.fill();
    }

    /* Adds what each class looks like, below the views. */
    legend(names) {
      const line = element(this.#stage, "p", { class: "state", style: "min-height: 0" });
      this.#stage.insertBefore(line, this.#controls);
      const marks = names.map((name, i) => {
        const canvas = element(line, "canvas", { width: 28, height: 28, "aria-hidden": "true",
          style: "display: inline; width: 14px; vertical-align: middle; margin: 0 4px 0 14px; background: none" });
        line.append(name);
        return () => {
          const pen = canvas.getContext("2d");
          pen.clearRect(0, 0, 28, 28);
          this.dot(pen, i, 14, 14, 11);
        };
      });
      this.#pictures.push(() => marks.forEach(paint => paint()));
    }

    /* Adds a canvas; see View. */
    view(label, options, paint) {
      const view = new View(this, element(this.#views, "div", { class: "view", style: `flex: 1 1 ${options.width ?? 300}px; max-width: ${options.most ?? 560}px` }),
        label, options, paint);
      this.#pictures.push(() => view.paint());
      return view;
    }

    /* Adds a slider; {min, max, step, value, text} with text(value) what is read beside it. */
    slider(name, { min, max, step, value = min, text = String }) {
      const label = element(this.#controls, "label", {}, name);
      const input = element(label, "input", { type: "range", min, max, step, value });
      const shown = element(label, "output");
      const say = () => { shown.textContent = text(+input.value); input.setAttribute("aria-valuetext", shown.textContent); };
      input.addEventListener("input", () => { say(); this.redraw(); });
      say();
      return { get value() { return +input.value; }, set value(to) { input.value = to; say(); }, min, max, input };
    }

    button(name, action) {
      const button = element(this.#controls, "button", { type: "button" }, name);
      button.addEventListener("click", () => { action(); this.redraw(); });
      return button;
    }

    /* Adds a choice; its value is the place of what is chosen. */
    select(name, options, value = 0) {
      const input = element(element(this.#controls, "label", {}, name), "select");
      options.forEach((option, i) => element(input, "option", { value: i }, option));
      input.value = value;
      input.addEventListener("change", () => this.redraw());
      return { get value() { return +input.value; }, set value(to) { input.value = to; }, input };
    }

    check(name, value = false) {
      const label = element(this.#controls, "label");
      const input = element(label, "input", { type: "checkbox" });
      label.append(name);
      input.checked = value;
      input.addEventListener("change", () => this.redraw());
      return { get value() { return input.checked; }, set value(to) { input.checked = to; }, input };
    }

    /* Adds a button that moves a slider from end to end in so many seconds, or, where the reader wants no motion, by one stride. */
    player(slider, seconds, stride = 1) {
      const idle = this.calm ? "next" : "play";
      let started = 0, from = 0, playing = false;
      const stop = () => { playing = false; button.textContent = idle; };
      const advance = now => {
        if (!playing || !button.isConnected) return;
        slider.value = from + (now - started) / 1000 / seconds * (slider.max - slider.min); // it rounds to its steps
        if (slider.value >= slider.max) stop();
        this.redraw();
        requestAnimationFrame(advance);
      };
      const button = this.button(idle, () => {
        if (playing) return stop();
        if (slider.value >= slider.max) slider.value = slider.min;
        else if (this.calm) slider.value = (Math.floor(slider.value / stride + 1e-9) + 1) * stride;
        if (this.calm) return;
        playing = true;
        button.textContent = "stop";
        from = slider.value;
        started = performance.now();
        requestAnimationFrame(advance);
      });
      slider.input.addEventListener("input", stop);
      return button;
    }

    /* "no points", "1 point", "2 points". */
    counted(count, name) { return `${count || "no"} ${name}${count === 1 ? "" : "s"}`; }

    /* Says in words what is shown. */
    say(text) {
      if (this.#state.textContent !== text) this.#state.textContent = text;
    }

    /* Paints all again, once before the next frame. */
    redraw() {
      if (this.#waiting) return;
      this.#waiting = true;
      requestAnimationFrame(() => {
        this.#waiting = false;
        this.#pictures.forEach(paint => paint());
      });
    }
  }

  /* A canvas with coordinates. Options: x and y, the ranges shown [from, to]; height, as a share of the width (1); width, the least
     in pixels before views stand below each other (300), and most, the most (560); margin in pixels; equal, whether a unit is as long to the right as upwards
     (yes, if not said). paint(pen, view) draws in pixels; x(), y() lead there and at() back. dragged(dx, dy), if set, hears
     drags over the canvas, and pressed([x, y]) presses on it. Ranges may be changed at any time: set view.range = { x, y }. */
  class View {
    #live; #box; #canvas; #options; #paint; #points = []; #dragged = null; pressed = null;

    constructor(live, box, label, options, paint) {
      this.#live = live;
      this.#box = box;
      this.#paint = paint;
      this.#options = { x: [0, 1], y: [0, 1], height: 1, margin: 10, equal: true, ...options };
      this.#canvas = element(box, "canvas", { role: "img", "aria-label": label });
      new ResizeObserver(() => live.redraw()).observe(box);
      this.#listen();
    }

    set dragged(action) {
      this.#dragged = action;
      this.#canvas.style.cursor = "grab";
    }

    set range({ x, y }) { Object.assign(this.#options, { x, y }); }
    get range() { return { x: this.#options.x, y: this.#options.y }; }
    set label(text) { this.#canvas.setAttribute("aria-label", text); }

    get width() { return this.#box.clientWidth; }
    get height() { return Math.round(this.width * this.#options.height); }

    #axis(range, length, upwards) {
      const { x, y, margin, equal } = this.#options;
      const room = [this.width - 2 * margin, this.height - 2 * margin];
      const scale = equal ? Math.min(room[0] / (x[1] - x[0]), room[1] / (y[1] - y[0])) : (length - 2 * margin) / (range[1] - range[0]);
      return { scale: upwards ? -scale : scale, middle: (range[0] + range[1]) / 2, centre: length / 2 };
    }

    get #across() { return this.#axis(this.#options.x, this.width, false); }
    get #up() { return this.#axis(this.#options.y, this.height, true); }

    x(value) { const { scale, middle, centre } = this.#across; return centre + scale * (value - middle); }
    y(value) { const { scale, middle, centre } = this.#up; return centre + scale * (value - middle); }
    at(right, down) {
      const [h, v] = [this.#across, this.#up];
      return [h.middle + (right - h.centre) / h.scale, v.middle + (down - v.centre) / v.scale];
    }

    /* Adds points that the reader moves by dragging or by the arrow keys; PageUp and PageDown choose among several. The list of
       [x, y] is changed in place; set() follows changes made elsewhere. Options: label; step of an arrow key; text(point, i), how a
       place is read; small; jump, whether a press elsewhere brings the nearest point there; moved(i);
       removed(i), if points may be removed by the key Delete. `current` is the place of the one that the keyboard is at. */
    points(list, options) {
      const points = new Points(this.#live, this, this.#box, list, options);
      this.#points.push(points);
      return points;
    }

    #listen() {
      let from = null;
      this.#canvas.addEventListener("pointerdown", event => {
        const place = this.at(event.offsetX, event.offsetY);
        if (this.#dragged) {
          from = [event.clientX, event.clientY];
          this.#canvas.setPointerCapture(event.pointerId);
        } else if (event.pointerType === "mouse") {
          this.#points.find(each => each.jumps)?.jump(place, event);
        }
      });
      this.#canvas.addEventListener("pointermove", event => {
        if (!from || !event.buttons) return;
        this.#dragged(event.clientX - from[0], event.clientY - from[1]);
        from = [event.clientX, event.clientY];
        this.#live.redraw();
      });
      this.#canvas.addEventListener("click", event => {
        this.pressed?.(this.at(event.offsetX, event.offsetY));
        if (event.pointerType !== "mouse") this.#points.find(each => each.jumps)?.jump(this.at(event.offsetX, event.offsetY));
      });
    }

    /* The middle of a cell of a grid of so many cells a side. */
    cell(cells, cell) {
      const { x, y } = this.#options;
      const [row, column] = [Math.floor(cell / cells), cell % cells];
      return [x[0] + (column + 0.5) / cells * (x[1] - x[0]), y[1] - (row + 0.5) / cells * (y[1] - y[0])];
    }

    /* Colours the whole range of coordinates by such a grid: colour(x, y, cell) is [red, green, blue]. */
    field(pen, cells, colour) {
      const { x, y } = this.#options;
      const picture = new ImageData(cells, cells);
      for (let cell = 0; cell < cells * cells; cell++) picture.data.set([...colour(...this.cell(cells, cell), cell), 255], 4 * cell);
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = cells;
      canvas.getContext("2d").putImageData(picture, 0, 0);
      pen.imageSmoothingEnabled = false;
      pen.drawImage(canvas, this.x(x[0]), this.y(y[1]), this.x(x[1]) - this.x(x[0]), this.y(y[0]) - this.y(y[1]));
    }

    paint() {
      const density = window.devicePixelRatio || 1;
      const [width, height] = [this.width, this.height];
      if (!width) return;
      this.#canvas.style.height = height + "px";
      this.#canvas.width = Math.round(width * density);
      this.#canvas.height = Math.round(height * density);
      const pen = this.#canvas.getContext("2d");
      pen.scale(density, density);
      pen.font = "13px sans-serif";
      pen.fillStyle = pen.strokeStyle = this.#live.ink;
      this.#paint(pen, this);
      this.#points.forEach(each => each.place());
    }
  }

  /* Points that the reader moves, one element each over the canvas. */
  class Points {
    #live; #view; #box; #list; #options; #handles = []; #current = 0;

    constructor(live, view, box, list, options) {
      this.#live = live;
      this.#view = view;
      this.#box = box;
      this.#list = list;
      this.#options = { step: 0.02, text: ([x, y]) => `${x.toFixed(2)}, ${y.toFixed(2)}`, jump: true, ...options };
      this.set();
    }

    get jumps() { return this.#options.jump; }
    get current() { return this.#current; }
    set current(i) { this.#choose(i); }

    /* Has an element for each of the list's points again. */
    set() {
      while (this.#handles.length > this.#list.length) this.#handles.pop().remove();
      while (this.#handles.length < this.#list.length) this.#handles.push(this.#handle(this.#handles.length));
      this.#choose(Math.min(this.#current, this.#list.length - 1));
      this.#live.redraw();
    }

    #handle(i) {
      const many = this.#list.length > 1;
      const handle = element(this.#box, "div", { class: this.#options.small ? "point small" : "point", role: "slider",
        "aria-label": this.#options.label + (many ? ` ${i + 1}` : ""), "aria-valuenow": 0 });
      handle.addEventListener("pointerdown", event => { event.preventDefault(); this.#hold(i, event); });
      handle.addEventListener("keydown", event => this.#key(i, event));
      handle.addEventListener("focus", () => this.#choose(i));
      return handle;
    }

    #choose(i) {
      this.#current = Math.max(i, 0);
      this.#handles.forEach((handle, place) => { handle.tabIndex = place === this.#current ? 0 : -1; });
    }

    #hold(i, event) {
      const handle = this.#handles[i];
      handle.focus({ focusVisible: false });
      handle.setPointerCapture(event.pointerId);
      handle.dataset.held = "";
      handle.onpointermove = moved => {
        const { left, top } = this.#box.getBoundingClientRect();
        this.#move(i, this.#view.at(moved.clientX - left, moved.clientY - top));
      };
      handle.onpointerup = handle.onpointercancel = () => {
        delete handle.dataset.held;
        handle.onpointermove = null;
      };
    }

    /* Brings the nearest point to a place, and lets a pointer hold it there. */
    jump([x, y], event) {
      const far = this.#list.map(point => Math.hypot(point[0] - x, point[1] - y));
      const nearest = far.indexOf(Math.min(...far));
      if (nearest < 0) return;
      this.#move(nearest, [x, y]);
      if (event) {
        event.preventDefault();
        this.#hold(nearest, event);
      }
    }

    #key(i, event) {
      const [right, up] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key] ?? [0, 0];
      if (["Delete", "Backspace"].includes(event.key) && this.#options.removed) return this.#remove(i, event);
      const next = { PageUp: -1, PageDown: 1 }[event.key];
      if (!right && !up && !(next && this.#list.length > 1)) return;
      event.preventDefault();
      event.stopPropagation();
      if (next) return this.#handles[(i + next + this.#list.length) % this.#list.length].focus();
      const step = this.#options.step * (event.shiftKey ? 5 : 1);
      this.#move(i, [this.#list[i][0] + right * step, this.#list[i][1] + up * step]);
    }

    #remove(i, event) {
      event.preventDefault();
      event.stopPropagation();
      this.#options.removed(i);
      this.#handles[this.#current]?.focus();
    }

    #move(i, [x, y]) {
      const { range } = this.#view;
      this.#list[i].splice(0, 2, held(x, range.x), held(y, range.y));
      this.#options.moved?.(i);
      this.#live.redraw();
    }

    place() {
      const { range } = this.#view;
      this.#list.forEach((point, i) => {
        const handle = this.#handles[i];
        handle.style.left = this.#view.x(point[0]) + "px";
        handle.style.top = this.#view.y(point[1]) + "px";
        handle.setAttribute("aria-valuemin", range.x[0]);
        handle.setAttribute("aria-valuemax", range.x[1]);
        handle.setAttribute("aria-valuenow", point[0].toFixed(3));
        handle.setAttribute("aria-valuetext", this.#options.text(point, i));
      });
    }
  }

  return (name, make) => {
    for (const root of document.querySelectorAll(`.koopman-live[data-figure="${name}"]:not([data-ready])`)) {
      root.dataset.ready = "";
      const { colours, data } = JSON.parse(root.querySelector("[type='application/json']").textContent);
      Object.assign(root, make(new Live(root, colours), data));
    }
  };
})();

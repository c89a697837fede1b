"use strict";
// The page is dumb: it shows what /live tells, word for word, and sends what is pressed.
const byId = (id) => document.getElementById(id);
const language = document.body.dataset.language;
const shown = {};
let offsetMs = null;

async function send(path, body) {
  const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  return answer.ok;
}

function setText(id, text) {
  const element = byId(id);
  if (element.textContent !== text) element.textContent = text;
}

function setPicture(id, address) {
  if (shown[id] === address) return false;
  shown[id] = address;
  byId(id).src = address;
  return true;
}

function showScreens(screens) {
  for (const [name, screen] of Object.entries(screens)) {
    const image = byId(`screen.${name}`);
    if (setPicture(image.id, `/picture/${name}?${screen.mark}`)) {
      image.width = screen.width;
      image.height = screen.height;
    }
  }
}

function showSlip(number, at) {
  setText("slip.at", at);
  byId("slip").hidden = !number;
  byId("slip.none").hidden = Boolean(number);
  if (number && setPicture("slip", `/picture/slip-${number}`)) {
    byId("slip").classList.remove("new");
    void byId("slip").offsetWidth;
    byId("slip").classList.add("new");
  }
}

function showMessages(messages) {
  const told = JSON.stringify(messages);
  if (shown.messages === told) return;
  shown.messages = told;
  byId("messages.none").hidden = messages.length > 0;
  byId("messages").replaceChildren(...messages.map((message) => {
    const item = document.createElement("li");
    const head = document.createElement("small");
    const body = document.createElement("p");
    head.textContent = `${message.at} · ${message.to}`;
    body.textContent = message.text;
    item.append(head, body);
    return item;
  }));
}

function showLines(lines) {
  const told = lines.join("\n");
  if (shown.lines === told) return;
  shown.lines = told;
  byId("happened").replaceChildren(...lines.map((line) => {
    const item = document.createElement("li");
    item.textContent = line;
    return item;
  }));
}

function showDevices(news) {
  for (const [device, { state, is_bad: isBad }] of Object.entries(news.devices)) {
    setText(`state.${device}`, state);
    byId(`state.${device}`).title = state;
    byId(`device.${device}`).classList.toggle("bad", isBad);
  }
  for (const button of document.querySelectorAll("[data-kind=fault][aria-pressed]")) {
    button.setAttribute("aria-pressed", news.pressed.includes(button.dataset.deed));
  }
  byId("card.lift").disabled = !news.has_card;
  setText("told", news.told);
}

function show(news) {
  offsetMs = news.offset_ms;
  byId("people.pause").setAttribute("aria-pressed", !news.is_playing);
  document.body.dataset.still = news.is_still;
  setText("people", news.people);
  for (const button of document.querySelectorAll("[data-kind=scene]")) {
    button.setAttribute("aria-pressed", button.dataset.deed === news.scene);
  }
  showScreens(news.screens);
  for (const [screen, took] of Object.entries(news.took)) setText(`took.${screen}`, took);
  showSlip(news.slip, news.slip_at);
  showMessages(news.messages);
  showLines(news.happened);
  setText("led.text", news.led.text);
  byId("led").alt = news.led.text;
  setPicture("led", `/picture/led?${encodeURIComponent(news.led.text + news.led.colour)}`);
  byId("glass").classList.toggle("private", !news.is_clear);
  setText("glass.text", news.glass);
  showDevices(news);
}

function tick() {
  if (offsetMs === null) return;
  const time = new Date(Date.now() + offsetMs);
  setText("clock", time.toLocaleTimeString("en-GB", { timeZone: "Asia/Shanghai" }));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-kind]");
  if (button) send("/press", { kind: button.dataset.kind, deed: button.dataset.deed });
});

// A finger on a screen: where it went down and where it came up, as shares of the picture.
for (const screen of document.querySelectorAll(".screen")) {
  let down = null;
  const place = (event) => {
    const box = screen.getBoundingClientRect();
    const share = (value) => Math.min(0.9999, Math.max(0, value));
    return [share((event.clientX - box.left) / box.width), share((event.clientY - box.top) / box.height)];
  };
  screen.addEventListener("pointerdown", (event) => {
    down = place(event);
    screen.setPointerCapture(event.pointerId);
  });
  screen.addEventListener("pointerup", (event) => {
    if (down === null) return;
    const up = place(event);
    const isTouch = Math.hypot(up[0] - down[0], up[1] - down[1]) < 0.02;
    send("/touch", { screen: screen.dataset.screen, at: down, to: isTouch ? down : up });
    down = null;
  });
}

byId("screen.bar").addEventListener("keydown", (event) => {
  if (!/^(F[1-9]|Escape|Enter)$/.test(event.key)) return;
  event.preventDefault();
  send("/press", { kind: "key", deed: event.key === "Enter" ? "Return" : event.key });
});

const live = new EventSource(`/live?lang=${language}`);
live.onmessage = (event) => {
  byId("lost").hidden = true;
  show(JSON.parse(event.data));
};
live.onerror = () => { byId("lost").hidden = false; };
setInterval(tick, 500);

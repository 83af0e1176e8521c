"use strict";
/* What the briefing and the desk in the browser have in common. */
const shared = (() => {
  const find = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, look, ...inside) => {
    const made = document.createElement(tag);
    if (look) made.className = look;
    made.append(...inside);
    return made;
  };
  const makeButton = (words, act) => {
    const made = make("button", "", words);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };

  /* Long paragraphs scroll: to their sentence, and by the keyboard. */
  const settle = (within) => all(".context", within).forEach((text) => {
    text.scrollTop = find("mark", text).offsetTop - text.offsetTop - 24;
    if (text.scrollHeight > text.clientHeight) text.tabIndex = 0;
  });

  /* Figures that can be opened, of a page or of a part of it that came later. */
  const readyFigures = (root = document) => all("a.n", root).forEach((link) => link.setAttribute("aria-expanded", "false"));

  /* Sentences in place: a figure opens the paragraphs that it rests on. `tell` is given the ids of claims, and gives the words that
     stand before the figure's own and what fills the panel, at once or later. */
  const openSentences = (tell) => {
    let panels = 0;
    const hostOf = (link) => {
      const host = link.closest("li, dd, td, p, .dispute, h3");
      return host.matches("p, h3") ? [host, "after"] : [host, "append"];
    };
    const close = (link) => {
      const panel = document.getElementById(link.getAttribute("aria-controls"));
      if (panel) panel.remove();
      link.removeAttribute("aria-controls");
      link.setAttribute("aria-expanded", "false");
      link.focus();
    };
    const open = async (link) => {
      const panel = make("section", "panel");
      const named = link.dataset.c || decodeURIComponent((link.hash.slice(1) || link.pathname).split("/").pop());
      const { words, fill } = tell(named.split(" "));
      panel.id = "panel-" + ++panels;
      panel.tabIndex = -1;
      panel.setAttribute("aria-label", words + link.textContent);
      const head = make("span", "", words, make("b", "", link.textContent));
      panel.append(make("p", "head", head, makeButton("Close", () => close(link))));
      if (link.dataset.r) panel.append(make("p", "rule", "How it was reached: " + link.dataset.r + "."));
      panel.addEventListener("keydown", (event) => {
        if (event.key === "Escape") close(link);
      });
      link.setAttribute("aria-expanded", "true");
      link.setAttribute("aria-controls", panel.id);
      const [host, how] = hostOf(link);
      host[how](panel);
      await fill(panel);
      settle(panel);
      panel.focus({ preventScroll: true });
      if (panel.getBoundingClientRect().bottom > innerHeight) panel.scrollIntoView({ block: "nearest" });
    };
    readyFigures();
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a.n");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (link.getAttribute("aria-expanded") === "true") close(link);
      else open(link);
    });
  };

  /* Links into what is folded open it. */
  const openTargets = () => {
    const reveal = () => {
      const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!target) return;
      for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
      target.scrollIntoView();
    };
    addEventListener("hashchange", reveal);
    reveal();
  };

  /* Names that are held back: shown when asked for, on this screen only. `changed` is called after each turn; what comes
     back does the same for names that came later. */
  const liftNames = (changed) => {
    const button = find("#unmask");
    if (!button) return () => undefined;
    const words = button.textContent;
    const read = (code) => new TextDecoder().decode(Uint8Array.from(atob(code), (sign) => sign.charCodeAt(0)));
    const set = (shown) => {
      all("[data-held]").forEach((held) => (held.textContent = shown ? read(held.dataset.held) : "▮▮▮"));
      document.documentElement.classList.toggle("unmasked", shown);
      changed();
    };
    let shown = false;
    button.addEventListener("click", () => {
      shown = !shown;
      set(shown);
      button.textContent = shown ? "Mask names again" : words;
    });
    addEventListener("beforeprint", () => set(false));
    addEventListener("afterprint", () => set(shown));
    return () => set(shown);
  };

  return { find, all, make, makeButton, settle, readyFigures, openSentences, openTargets, liftNames };
})();

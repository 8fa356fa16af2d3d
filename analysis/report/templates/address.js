// What the list shows stands in the address, so that a link leads there and the back button leads back.

const REPLIES = "#replies";

const inAddress = () => {
  const [name, query = ""] = location.hash.split("?");
  return { here: name === REPLIES, state: new URLSearchParams(name === REPLIES ? query : "") };
};

const addressOf = (state) => (`${state}` ? `${REPLIES}?${state}` : REPLIES);

// A new choice is a step that the back button undoes; typing is not.
const goTo = (state, { replace = false } = {}) => {
  if (addressOf(state) === location.hash) return;
  if (replace) history.replaceState(null, "", addressOf(state));
  else history.pushState(null, "", addressOf(state));
};

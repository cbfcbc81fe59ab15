// Plays the pieces of an answer in turn: a button over the same players that can be tapped one by one.

for (const list of document.querySelectorAll(".hear")) {
  const players = [...list.querySelectorAll("audio, video")];
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet";
  button.textContent = list.dataset.all;
  list.before(button);
  let inTurn = false;

  button.addEventListener("click", () => {
    players.forEach((player) => player.pause());
    inTurn = true;
    players[0].currentTime = 0;
    players[0].play();
  });
  players.forEach((player, at) => {
    player.addEventListener("ended", () => {
      inTurn &&= at + 1 < players.length;
      if (inTurn) players[at + 1].play();
    });
  });
}

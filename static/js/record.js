// A button that records with the microphone or camera, over the same file field that a file can be put into.

for (const form of document.querySelectorAll("form[data-record]")) {
  if (navigator.mediaDevices && window.MediaRecorder) addRecorder(form);
}

function addRecorder(form) {
  const video = form.dataset.record === "video";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet";
  button.textContent = form.dataset.start;
  const live = document.createElement("p");
  live.setAttribute("role", "status");
  form.querySelector(".actions").prepend(button);
  form.prepend(live);
  let recorder = null;

  button.addEventListener("click", async () => {
    if (recorder) {
      recorder.stop();
      return;
    }
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: !video, video });
      recorder = record(stream, (recording) => {
        recorder = null;
        button.textContent = form.dataset.start;
        putInto(form, recording);
        preview(live, recording, video);
      });
      button.textContent = form.dataset.stop;
    } catch {
      live.textContent = form.dataset.refused;
    }
  });
}

function record(stream, done) {
  const pieces = [];
  const recorder = new MediaRecorder(stream);
  recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
  recorder.addEventListener("stop", () => {
    stream.getTracks().forEach((track) => track.stop());
    done(new Blob(pieces, { type: recorder.mimeType }));
  });
  recorder.start();
  return recorder;
}

function putInto(form, recording) {
  const files = new DataTransfer();
  files.items.add(new File([recording], "recording", { type: recording.type }));
  form.querySelector("input[type=file]").files = files.files;
}

function preview(place, recording, video) {
  const player = document.createElement(video ? "video" : "audio");
  player.controls = true;
  player.src = URL.createObjectURL(recording);
  place.replaceChildren(player);
}

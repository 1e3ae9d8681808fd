// A soft tone and a spoken step, where the browser has them. Nothing leaves this computer.

/** @type {AudioContext | null} */
let tones = null;

/** Browsers allow sound only after a press: call this from one. */
export function allowSound() {
  try {
    tones ??= new AudioContext();
    tones.resume();
  } catch {
    tones = null;
  }
}

export function softTone() {
  if (!tones) return;
  const volume = tones.createGain();
  const tone = tones.createOscillator();
  const now = tones.currentTime;
  tone.frequency.value = 528;
  volume.gain.setValueAtTime(0, now);
  volume.gain.linearRampToValueAtTime(0.18, now + 0.05);
  volume.gain.exponentialRampToValueAtTime(0.001, now + 1.2);
  tone.connect(volume).connect(tones.destination);
  tone.start(now);
  tone.stop(now + 1.3);
}

/** Only with a voice that lives on this computer: others would send the text away. @param {string} text */
export function readAloud(text) {
  const voices = "speechSynthesis" in window ? speechSynthesis.getVoices() : [];
  const voice = voices.find((one) => one.localService && one.lang.startsWith("en"));
  if (!voice) return;
  const words = new SpeechSynthesisUtterance(text);
  words.voice = voice;
  words.rate = 0.9;
  speechSynthesis.cancel();
  speechSynthesis.speak(words);
}

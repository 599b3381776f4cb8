/** The server takes 700 kB; this leaves room for its message. */
const MAX_BYTES = 690_000;
const MAX_FILE_BYTES = 40_000_000;
const SIDES = [1600, 1200, 900, 640];
const QUALITY = 0.85;

/**
 * Makes a picture small enough to send. It is drawn anew, which also leaves the place where a photo was taken behind;
 * only an animation goes out as it is, for a canvas would keep just its first frame.
 *
 * @param {File} file
 * @returns {Promise<Blob>}
 * @throws {PictureError} whose message is for the person who chose the file.
 */
export async function preparePicture(file) {
  if (!file.type.startsWith("image/")) throw new PictureError("Only pictures can be sent.");
  if (file.size > MAX_FILE_BYTES) throw new PictureError("This picture is too large to open here.");
  if (file.type === "image/gif" && file.size <= MAX_BYTES) return file;
  const bitmap = await decode(file);
  try {
    return await shrink(bitmap);
  } finally {
    bitmap.close();
  }
}

export class PictureError extends Error {
  name = "PictureError";
}

async function decode(file) {
  try {
    return await createImageBitmap(file);
  } catch (cause) {
    throw new PictureError("This browser cannot read that picture.", { cause });
  }
}

async function shrink(bitmap) {
  for (const side of SIDES) {
    const blob = await draw(bitmap, Math.min(1, side / Math.max(bitmap.width, bitmap.height)));
    if (blob.size <= MAX_BYTES) return blob;
  }
  throw new PictureError("This picture stays too large, even when it is scaled down.");
}

/** Browsers that cannot write WebP answer with a PNG, which is fine as long as it is small enough. */
function draw(bitmap, scale) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    const take = (blob) =>
      blob ? resolve(blob) : reject(new PictureError("This picture could not be scaled."));
    canvas.toBlob(take, "image/webp", QUALITY);
  });
}

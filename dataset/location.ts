/** Whether a data set lies in object storage: its address begins with `s3://`. */
export function isInObjectStorage(location: string): boolean {
  return location.startsWith("s3://");
}

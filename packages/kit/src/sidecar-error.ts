/** A call that the sidecar could not carry out: the callee or the broker is out of reach. */
export class SidecarError extends Error {
  override readonly name = 'SidecarError'
  readonly status: number
  /** Dapr's error code, such as ERR_DIRECT_INVOKE, or `unreachable` for the sidecar itself. */
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

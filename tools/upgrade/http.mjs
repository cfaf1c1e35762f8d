/** Calls a running product as one person, or as nobody. */
export class Caller {
  /**
   * @param {string} url
   * @param {string | null} [token]
   */
  constructor(url, token = null) {
    this.url = url;
    this.token = token;
  }

  /** @param {string} login @param {string} password @param {string} address */
  async logIn(login, password, address) {
    const { accessToken } = await this.must('POST', '/auth/login', { login, password }, { 'x-forwarded-for': address });
    return new Caller(this.url, accessToken);
  }

  async call(method, path, body, headers = {}) {
    const isForm = body instanceof FormData;
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, headers: response.headers, body: isJson && text ? JSON.parse(text) : text };
  }

  /** What a call answers that has to succeed. */
  async must(method, path, body, headers) {
    const answer = await this.call(method, path, body, headers);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async jobEnd(id) {
    for (let attempt = 0; attempt < 300; attempt += 1) {
      const job = await this.must('GET', `/jobs/${id}`);
      if (['completed', 'failed', 'cancelled'].includes(job.state)) return job;
      await new Promise((next) => setTimeout(next, 200));
    }
    throw new Error(`job ${id} did not end`);
  }
}

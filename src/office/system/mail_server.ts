import type { Mailbox } from "#src/office/typed/mailbox.ts"

/** Of a connection that does not begin with TLS; `starttls`: when the server offers it. */
export const TLS = ["off", "starttls", "required"] as const

export type SmtpServer = {
  kind: "smtp"
  host: string
  port: number
  /** TLS from the first byte (smtps). */
  secure: boolean
  tls: (typeof TLS)[number]
  login: { user: string; pass: string } | null
}

export type Gateway = { kind: "gateway"; url: string; token: string | null }

/** By what mail goes out, and in whose name. */
export type MailSetting = { server: SmtpServer | Gateway; from: Mailbox }

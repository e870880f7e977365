/** For those who run the program: it stands, but cannot serve. Needs neither database nor session. */
export const Unready = ({ text }: { text: string }) => (
  <html lang="zh-CN">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>暂不能使用</title>
    </head>
    <body>
      <h1>系统暂不能使用</h1>
      <p role="alert">{text}</p>
      <p>已经确认报送的内容不受影响。请联系系统管理员。</p>
    </body>
  </html>
)

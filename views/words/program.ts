export const BANNER = "本系统为非涉密系统，严禁存储、处理、传输涉及国家秘密的信息"

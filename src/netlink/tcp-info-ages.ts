import { HOST_LITTLE } from '../base/bytes.ts'
import type { TcpInfo } from '../model/tcp-info.ts'

/** A record while it is being filled. */
export type Filling = { -readonly [Key in keyof TcpInfo]: TcpInfo[Key] }

const u16 = (view: DataView, at: number): number => view.getUint16(at, HOST_LITTLE)
export const u32 = (view: DataView, at: number): number => view.getUint32(at, HOST_LITTLE)
const u64 = (view: DataView, at: number): bigint => view.getBigUint64(at, HOST_LITTLE)

type Fill = (info: Filling, view: DataView, at: number) => void

/** What each kernel appended, with the size of the struct from then on. */
export const AGES: readonly [end: number, fill: Fill][] = [
  [
    120, // 3.15
    (info, view, at) => {
      info.pacingRate = u64(view, at + 104)
      info.maxPacingRate = u64(view, at + 112)
    },
  ],
  [
    136, // 4.1
    (info, view, at) => {
      info.bytesAcked = u64(view, at + 120)
      info.bytesReceived = u64(view, at + 128)
    },
  ],
  [
    144, // 4.2
    (info, view, at) => {
      info.segsOut = u32(view, at + 136)
      info.segsIn = u32(view, at + 140)
    },
  ],
  [
    160, // 4.6
    (info, view, at) => {
      info.notsentBytes = u32(view, at + 144)
      info.minRttUs = u32(view, at + 148)
      info.dataSegsIn = u32(view, at + 152)
      info.dataSegsOut = u32(view, at + 156)
    },
  ],
  [
    168, // 4.9; the flag lies in what was padding
    (info, view, at) => {
      const flags = view.getUint8(at + 7)
      info.appLimited = (flags & (HOST_LITTLE ? 1 : 0x80)) !== 0
      info.deliveryRate = u64(view, at + 160)
    },
  ],
  [
    192, // 4.10
    (info, view, at) => {
      info.busyUs = u64(view, at + 168)
      info.rwndLimitedUs = u64(view, at + 176)
      info.sndbufLimitedUs = u64(view, at + 184)
    },
  ],
  [
    200, // 4.18
    (info, view, at) => {
      info.delivered = u32(view, at + 192)
      info.deliveredCe = u32(view, at + 196)
    },
  ],
  [
    224, // 4.19
    (info, view, at) => {
      info.bytesSent = u64(view, at + 200)
      info.bytesRetrans = u64(view, at + 208)
      info.dsackDups = u32(view, at + 216)
      info.reordSeen = u32(view, at + 220)
    },
  ],
  [
    232, // 5.4; the two bits came in 5.5, and no length tells 5.4 and 5.5 apart: 5.4 leaves them 0
    (info, view, at) => {
      const flags = view.getUint8(at + 7)
      info.fastopenClientFail = HOST_LITTLE ? (flags >> 1) & 3 : (flags >> 5) & 3
      info.rcvOoopack = u32(view, at + 224)
      info.sndWnd = u32(view, at + 228)
    },
  ],
  [
    240, // 6.2
    (info, view, at) => {
      info.rcvWnd = u32(view, at + 232)
      info.rehash = u32(view, at + 236)
    },
  ],
  [
    248, // 6.7
    (info, view, at) => {
      info.totalRto = u16(view, at + 240)
      info.totalRtoRecoveries = u16(view, at + 242)
      info.totalRtoTimeMs = u32(view, at + 244)
    },
  ],
  [
    280, // 6.18, accurate ECN
    (info, view, at) => {
      info.receivedCe = u32(view, at + 248)
      info.deliveredE1Bytes = u32(view, at + 252)
      info.deliveredE0Bytes = u32(view, at + 256)
      info.deliveredCeBytes = u32(view, at + 260)
      info.receivedE1Bytes = u32(view, at + 264)
      info.receivedE0Bytes = u32(view, at + 268)
      info.receivedCeBytes = u32(view, at + 272)
      info.accecnFailMode = u16(view, at + 276)
      info.accecnOptSeen = u16(view, at + 278)
    },
  ],
]

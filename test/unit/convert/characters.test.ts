import { expect, test } from 'vitest'
import { editorialConverter } from '../../../src/convert/index.ts'

// Every ideograph of Big5, which both Taiwan and Hong Kong write in. The lists
// are what one character by itself becomes: another one here is a character that
// readers of the other place would stumble over.
const characters = [...big5()]

test('characters alone: for Taiwan, only forms that Hong Kong alone has change', () => {
  expect(changes('zh-HK', 'zh-TW')).toBe(
    '泄洩 枴柺 祕秘 衹只 脣唇 喫吃 樑梁 檐簷 癡痴 纔才 皁皂 棱稜 痹痺 睾睪 踊踴 ' +
      '蔘參 鍼針 覈核 齶顎 裏裡 粧妝 嫺嫻',
  )
})

test('characters alone: for Hong Kong, they become those of its standard', () => {
  expect(changes('zh-TW', 'zh-HK')).toBe(
    '么幺 戶户 汙污 兌兑 囪囱 床牀 姊姐 拚拼 臥卧 洩泄 唷喲 峰峯 悅悦 浬海里 祕秘 ' +
      '啟啓 敘敍 脣唇 脫脱 喫吃 稅税 菸煙 著着 媼媪 慍愠 溼濕 溫温 痺痹 睪睾 ' +
      '群羣 蛻蜕 裡裏 鈽鈈 鉤鈎 氳氲 臺台 說説 嫻嫺 蔥葱 衛衞 銳鋭 閱閲 燬毀 醞醖 ' +
      '檯枱 癡痴 簷檐 蘊藴 麵麪 韁繮 纔才 皁皂 哏笑點 柺枴 挩捝 涗涚 敓敚 梲棁 ' +
      '欸誒 棱稜 搵揾 鉲鐦 熅煴 膃腽 踊踴 縕緼 錼鎿 轀輼 鍼針 醯酰 鎝鍀 禰祢 覈核 ' +
      '鯰鮎 譭毀 鑀鎄',
  )
})

test('there are as many characters as the standard has', () => {
  expect(characters.length).toBeGreaterThan(13_000)
})

function changes(from: 'zh-HK' | 'zh-TW', to: 'zh-HK' | 'zh-TW'): string {
  const converter = editorialConverter(from, to)
  return characters
    .map((character) => [character, converter.convert(character)])
    .filter(([before, after]) => before !== after)
    .map(([before = '', after = '']) => before + after)
    .join(' ')
}

function big5(): Set<string> {
  const decoder = new TextDecoder('big5')
  const found = new Set<string>()
  for (let high = 0xa4; high <= 0xf9; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      const character = decoder.decode(Uint8Array.of(high, low))
      if (/^\p{Script=Han}$/u.test(character)) found.add(character)
    }
  }
  return found
}

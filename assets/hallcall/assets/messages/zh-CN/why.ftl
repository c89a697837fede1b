# 为什么先叫这个号；优先类别

class-normal = 普通
class-booked = 预约
class-elder = 老年
class-disabled = 残障
class-infant = 带婴幼儿
class-pressing = 加急
class-urgent = 特急

why-within = { $other } 此前被超过 { $other_overtaken } 次，上限 { $most_overtaken } 次。

why-title-next = 为什么下一位是 { $number }，不是 { $other }？
why-title-next-alone = 为什么下一位是 { $number }？
why-title-called = 为什么叫了 { $number }，不是 { $other }？
why-title-called-alone = 为什么叫了 { $number }？

why-only = { $counter } 号窗口只有 { $number } 在等。
why-longest = { $number } 等得更久：{ $minutes } 分钟；{ $other } 等了 { $other_minutes } 分钟。
why-longest-alone = { $number } 等得最久：{ $minutes } 分钟。
why-claim = 等得越久分值越高，部分类别涨得更快。{ $number }（{ $kind }）{ $minutes } 分 × { $rate } = { $claim }；{ $other }（{ $other_kind }）{ $other_minutes } 分 × { $other_rate } = { $other_claim }。分值高的先叫。{ $within }
why-class = 本大厅规定 { $number }（{ $kind }）排在 { $other }（{ $other_kind }）前面。{ $within }
why-turn = 优先类别与普通号轮流叫，现在轮到 { $number }（{ $kind }）。{ $within }
why-express = { $home } 队列与快办队列 { $express } 在这个窗口轮流叫：每 { $every } 次有 1 次叫 { $express }，其余叫 { $home }。现在轮到 { $queue } 队列，其中下一位是 { $number }。
why-overtaken = { $number } 已被后来的人超过 { $overtaken } 次，到了上限，所以排在 { $other } 前面。
why-overtaken-alone = { $number } 已被后来的人超过 { $overtaken } 次，到了上限。
why-beyond-turn = { $number } 排在本队列第一已满 { $most_minutes } 分钟，到了上限，所以排在 { $other } 前面。
why-beyond-turn-alone = { $number } 排在本队列第一已满 { $most_minutes } 分钟，到了上限。
why-before-due = 本队列有人不能再被超过，而 { $number } 等得比他更久。
why-nobody-else = { $number } 过过号，本应让别人先办，但没有别人在等。
why-lets-others = { $other } 过号后要让别人先办，其余的人里下一位是 { $number }。
why-early = { $other } 的预约时间还没到，先叫已到时间的 { $number }。
why-on-the-way = { $other } 还在来这一层的路上，已到的人里下一位是 { $number }。
why-elsewhere = { $counter } 号窗口不能叫 { $other }：它在别处等。这个窗口能叫的下一位是 { $number }。
why-language = { $other } 在等会讲对应语言的窗口，现在有这样的窗口在岗。其余的人里下一位是 { $number }。
why-queue-closed = { $other } 的队列暂停办理。其余的人里下一位是 { $number }。
why-reason = { $reason ->
    [came_back] 过号后回来
    [needs_care] 需要照顾
    [colleague] 同事交办
   *[other] { $reason }
}
why-out-of-turn = 工号 { $clerk } 指定叫了 { $number }，原因：{ $reason }。按规则下一位应是 { $other }。
why-out-of-turn-alone = 工号 { $clerk } 指定叫了 { $number }，原因：{ $reason }。按规则下一位也是它。
why-rules-changed = 这次叫号以后大厅的规则改过。按现在的规则，下一位应是 { $other }。
why-rules-changed-alone = 这次叫号以后大厅的规则改过。按现在的规则，当时没有可叫的号。

why-standing-claim = { $kind }：{ $minutes } × { $rate } = { $claim }
why-standing-plain = { $kind }
why-standing-due = 不能再被超过
why-standing-early = 预约未到时间
why-standing-lets = 让 { $count } 人先办
why-standing-end = 让其他人先办
why-standing-elsewhere = 本窗口现在不能叫

why-rule-passed = 过号的，让别人先办
why-rule-overtaken = 被后来的人超过 { $most } 次：排在后来的人前面
why-rule-beyond-turn = 排在本队列第一满 { $minutes } 分钟：下一位
why-rule-express = { $home } 与快办队列 { $express } 每叫 { $every } 次，有 1 次叫 { $express }
why-rule-fcfs = 等得最久的先叫
why-rule-accumulating = 分值最高的先叫：等候分钟 × { $normal }；预约 × { $booked }，老年 × { $elder }，残障 × { $disabled }，带婴幼儿 × { $infant }，加急 × { $pressing }，特急 × { $urgent }
why-rule-strict = 类别数值大的先叫，同类等得久的先叫：普通 { $normal }，预约 { $booked }，老年 { $elder }，残障 { $disabled }，带婴幼儿 { $infant }，加急 { $pressing }，特急 { $urgent }
why-rule-quota = 轮流叫：优先类别 { $favoured } 位，普通 { $ordinary } 位，各按先后

why-rules-title = 规则（从上到下，先中先用）
why-unused-title = 没有用到
why-unused-person = 姓名、人脸、电话、户籍
why-unused-clerk = 窗口人员的喜好
why-unused-score = 任何给人打分的模型

why-column-number = 号码
why-column-came = 来的时间
why-column-waited = 已等
why-column-standing = 按规则的先后
why-column-result = 结果
why-result-first = 先叫
why-result-called = 已叫
why-result-place = { $place ->
    [0] –
   *[other] 第 { $place }
}
why-minutes = { $minutes } 分
why-at = { $time } · { $counter } 号窗口 · { $count } 人在等
why-understood = 知道了
why-turn-next = 看下一位
why-turn-here = 看 { $number }
why-call-another = 改叫别的号…

cli-help-why = 说明为什么叫了一个号，或为什么下一位不是它：一句话和一张对比表
cli-option-why-number = 号码，例如 E012
cli-option-why-counter = 问这个窗口；默认是办理该队列的第一个已开窗口
cli-option-why-day = 叫号那天的业务日，例如 2026-11-21；默认今天

class-reason-lost-document = 丢证急用
class-reason-travel = 当天出行
class-reason-ill = 患病或怀孕
class-reason-exam = 参加考试
class-reason-school = 入学报名
class-reason-job = 入职或入伍
class-reason-care = 老年、残障或带婴幼儿
class-reason-correction = 更正
class-reason-declined = 本人不用优先或恢复优先

cli-help-report-urgent = 列出谁在什么时候、为什么把号设为特急或加急
cli-option-urgent-day = 业务日，例如 2026-11-21；默认最近一天
cli-option-urgent-all = 也列出其他人工设定的类别
urgent-line = { $at }  { $ticket }  { $before } → { $now }  { $reason }  经手 { $by }
urgent-count = { $day }：设为特急 { $urgent } 次，加急 { $pressing } 次
urgent-by-visitor = 群众本人

language-zh = 普通话
language-en = 英语
language-yue = 粤语
language-hak = 客家话
language-nan = 闽南语（含潮州话）

cli-help-take = 人工取号，帮助不能使用取号机的人
cli-option-take-items = 事项编码；多个用逗号分开
cli-option-take-id = 办事人的证件号，手工输入
cli-option-take-for = 代谁来办：对方的证件号或统一社会信用代码
cli-option-take-class = 与证件不同的类别，要写原因
cli-option-take-reason = 为什么是这个类别
cli-option-take-note = 原因列表里没有的说明，不写个人信息
cli-option-take-qty = 办几件，1 到 20
cli-option-take-speak = 办事人希望用的语言
take-done = { $number }（{ $kind }）
take-held = { $number }（{ $kind }）：办事人已有这个号
take-ahead = 前面还有 { $count } 人
take-not-spoken = 现在没有会讲{ $language }的窗口在岗，有人上岗之前按先后叫号。

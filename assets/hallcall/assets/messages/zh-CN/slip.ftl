# 小票
slip-copy = 补打 { $copy }
slip-offline = 离线取号
slip-offline-valid = 号码有效，按取号时间排队。请看大屏。
slip-offline-valid-first = 号码有效，为您优先叫号。请看大屏。
slip-go = 请到
slip-place = { $floor } 层 { $zone } 区
slip-counters = { $counters } 号窗口
slip-ahead = 前面还有
slip-people = {" "}人
slip-wait = 大约
slip-minutes = {" "}分
slip-wait-unknown = —，请看大屏
slip-silent = 叫号没有声音。请看屏幕、手机短信。
slip-pass-title = 过号了怎么办
slip-pass-when = 连叫 { $calls } 次没到，算过号。
slip-pass-defer = { $minutes } 分钟内回来，到窗口报号，排在下 { $places } 位，不用重新取号。
slip-pass-aside = 第 { $from_pass } 次过号起，要在自助机刷身份证或告诉工作人员，才会再叫您。
slip-pass-tail = { $minutes } 分钟内回来，到窗口报号，排到队尾，不用重新取号。
slip-pass-session-end = { $minutes } 分钟内回来，到窗口报号，等本队没人时再叫您，不用重新取号。
slip-pass-void = 过号作废，请重新取号。
slip-pass-return = 过号了请在 { $minutes } 分钟内到窗口报号。
slip-pass-limit = 过号满 { $passes } 次，号码作废，请重新取号。
slip-scan = 扫码看排到哪了
slip-materials = 要带的材料
slip-materials-more = { $name } 等 { $count } 样
slip-document = 证件 { $number }
slip-document-typed = 证件 { $number }（未核验）
slip-document-none = 未出示证件
slip-time = 取号 { $time }
slip-day = { $date } { $weekday ->
    [1] 周一
    [2] 周二
    [3] 周三
    [4] 周四
    [5] 周五
    [6] 周六
   *[7] 周日
}
slip-serial = 流水 { $serial }
slip-foot = 当日有效 · 不要给别人拍照

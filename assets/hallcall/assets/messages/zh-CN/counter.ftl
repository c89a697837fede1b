# 窗口端
counter-window-title = 静候 · { $counter } 号窗口
counter-brand = 静候
counter-app = 窗口端
counter-number = { $counter } 号窗口
counter-number-before = { "" }
counter-number-after = 号窗口
counter-minutes = { $minutes } 分
counter-away = 离开 { $minutes } 分
counter-error-other = 本次操作没有完成（{ $code }），请再按一次；仍不行请联系技术人员

## 签到
counter-login-title = 签到
counter-login-clerk = 工号
counter-login-password = 密码
counter-login-open = 签到并开窗
counter-login-paused = 签到但先不开窗
counter-login-fixed = 窗口号由本机固定，换人不换号
counter-login-handover = { $number } 还在本窗口办理，接班签到后继续
counter-login-incomplete = 请输入工号和密码
counter-login-offline = 连不上叫号服务器，现在不能签到；连上后会自动恢复
counter-login-busy = 正在签到
counter-login-caps = 大写锁定已打开
counter-login-unknown-counter = 大厅里没有这个窗口号，请找技术人员
counter-signed-out-elsewhere = 本窗口已在别处签退，请重新签到
counter-signed-in = 工号 { $clerk } · 签到 { $at } · 已办 { $count } 件

## 本机设备
counter-devices = 本机设备
counter-device-server = 叫号服务器
counter-device-window = 窗口屏
counter-device-ticket = 小票打印
counter-device-card = 读卡器
counter-device-fine = 正常
counter-device-look = 请检查 · 可先开窗
counter-link-fine = 已连上
counter-link-connecting = 正在连接
counter-link-outdated = 本机大厅资料较旧，请联系技术人员
counter-link-lost = 连不上，已 { $seconds } 秒

## 状态
counter-status-not-signed-in = 未签到
counter-status-offline = 连不上
counter-status-idle = 空闲
counter-status-calling = 叫号中
counter-status-serving = 办理中
counter-status-paused = 已暂停
counter-time-idle = 空闲 { $time }
counter-time-calling = 已叫 { $time }
counter-time-serving = 已办 { $time }
counter-time-paused = 已停 { $time }
counter-offline-age = 连不上服务器，这是 { $seconds } 秒前的情况
counter-offline-safe = 号码和次序都在，恢复后自动接上
counter-offline-kept = 刚才的操作还没有送到，恢复后自动补送一次
counter-offline-finished = { $at } 已办结，恢复后自动上报
counter-finished-late = { $at } 已办结，记在本机，恢复后自动上报
counter-over-usual = 已超过一般用时
counter-pause-planned = 办完这一位就暂停
counter-queue-line = 等候 { $count } 人 · 最长 { $minutes } 分
counter-queue-empty = 现在没有人等候
counter-queue-empty-more = 有人取号后会马上出现在这里
counter-next-is = 下一位 { $number } · { $item }
counter-idle-press = 按 F2 叫下一位
counter-idle-wait = 现在没有人等候，有人取号后按 F2
counter-paused-from-start = 已签到，还没有开窗；按 F9 开窗
counter-paused-because = 已暂停：{ $reason }
counter-paused-until = 已暂停：{ $reason }，预计 { $until } 恢复
counter-paused-expected = 预计 { $at } 恢复；按 F9 恢复
counter-paused-late = 原定 { $at } 恢复，已经过了；按 F9 恢复
counter-paused-go-on = 按 F9 恢复
counter-my-queues = 本窗口的队列
counter-guide-asked = 已请导办员去接
counter-guide-taken = 导办员 { $guide } 去接了
counter-guide-late = 导办员还没去接，请找人

## 按键
counter-key-next = 叫下一位
counter-key-start = 人到了，开始办
counter-key-finish-next = 办结并叫下一位
counter-key-finish-pause = 办结并暂停
counter-key-finish = 办结
counter-key-recall = 重呼
counter-key-pass = 过号
counter-key-transfer = 转办
counter-key-park = 挂起
counter-key-pause = 暂停
counter-key-resume = 恢复
counter-key-chosen = 指定叫号
counter-key-reveal = 看全名
counter-key-why = 为什么这样排？
counter-why-not-signed-in = 还没有签到
counter-why-offline = 连不上叫号服务器，本次操作没有执行；恢复后请再按一次
counter-why-offline-finish = 连不上服务器，不能叫号；这一位可以按 F4 办结
counter-why-finish-kept = 已办结，等恢复后自动上报
counter-why-offline-short = 连不上服务器，重呼和过号要等恢复后再按
counter-why-nobody = 现在没有叫号，也没有在办的人
counter-why-not-started = 人还没到；到了先按 F2 开始办
counter-why-started = 人已经到了，正在办
counter-why-too-soon = 再等 { $seconds } 秒才能重呼，让办事人走过来
counter-why-give-time = 再等 { $seconds } 秒才能过号
counter-why-paused = 窗口已暂停，按 F9 恢复
counter-why-queue-empty = 现在没有人等候
counter-why-busy = 先把眼前这一位办完
counter-why-finish-first = 先按 F4 办结，再叫下一位

## 菜单
counter-menu = 菜单
counter-menu-window = 展开成整窗
counter-menu-bar = 收成一条
counter-menu-on-top = 总在最前
counter-menu-sign-out = 签退

## 办事人
counter-visitor = 办事人
counter-verified = 已核身
counter-not-verified = 未核身
counter-no-name = 没有证件信息
counter-reveal-hint = F11 看全名（留痕）
counter-reveal-later = 开始办后可看全名
counter-sex-male = 男
counter-sex-female = 女
counter-age = { $age } 岁
counter-row-document = 证件
counter-row-principal = 代办
counter-row-identity = 核身
counter-row-issued = 取号
counter-row-called = 叫号
counter-row-origin = 来源
counter-document-resident = 身份证
counter-document-permit = 居住证
counter-document-foreigner-2017 = 永居证
counter-document-foreigner-2023 = 永居证
counter-identity-card = 取号时刷卡
counter-identity-typed = 取号时没有刷卡
counter-called-after = { $at } · 等了 { $minutes } 分
counter-origin = 从 { $queue } 队列转来
counter-needs = 需要照顾
counter-need-cannot-see = 看不见：请口头说明
counter-need-cannot-hear = 听力不便：请用文字交流
counter-need-infant = 带婴幼儿
counter-need-wheelchair = 坐轮椅
counter-note-title = 转来的备注

## 事项和材料
counter-item-code = 事项编码 { $code }
counter-limit-at-once = 当场办结
counter-limit-working = 承诺 { $days } 个工作日
counter-limit-natural = 承诺 { $days } 天
counter-fee-none = 不收费
counter-fee = 收费 { $fee } 元
counter-papers = 材料核对
counter-papers-count = { $ready } / { $needed } 已齐
counter-papers-hint = { $last ->
    [1] 数字键 1 切换状态
   *[other] 数字键 1–{ $last } 切换状态
}
counter-papers-none = 这个事项不用带材料
counter-papers-open = 还有 { $count } 样没有核对
counter-papers-check = 逐样核对后按数字键
counter-papers-complete = 材料已齐
counter-papers-go = 可以办理
counter-lacking = 缺 { $count } 样：补齐后再办
counter-lacking-accept = 缺 { $count } 样：可以容缺受理
counter-lacking-park = { $papers }。要去拿的话按 F8 挂起，回来接着办，不用重新取号
counter-lacking-later = { $papers }。先受理，在承诺时间内补交
counter-mark-open = 未核对
counter-mark-ready = 已齐
counter-mark-lacking = 待补
counter-mark-not-needed = 不需要
counter-paper-original = 原件
counter-paper-copy = 复印件
counter-paper-form = 表格
counter-paper-info = 信息
counter-paper-shareable = 可用电子证照

## 用时
counter-timer-calling = 叫号用时
counter-timer-serving = 办理用时
counter-since-called = { $at } 叫号
counter-since-started = { $at } 开始
counter-recall-ready = 可以按 F3 重呼
counter-pass-ready = 没有人来，可以按 F6 过号
counter-usual = 此事项一般 { $low }–{ $high } 分
counter-usual-fine = 多出一些也正常，不计入评比
counter-usual-over = 已超过一般用时，可请值班长帮忙

## 队列
counter-next = 下一位
counter-queue-title = 等候的人
counter-parked = 挂起 { $count } 人：{ $numbers }
counter-column-number = 号码
counter-column-item = 事项
counter-column-waited = 已等
counter-column-kind = 说明
counter-kind-plain = 现场取号
counter-kind-passed = 过号 { $count } 次
counter-kind-this-counter = 转到本窗口
counter-kind-transferred = 转来
counter-kind-needs = 需要照顾
counter-kind-parked = 挂起中
counter-kind-aside = 过号未归

## 提问
counter-cancel = 不做了
counter-keys = ↑ ↓ 选择　Tab 换区
counter-keys-tab = Tab 换区　空格选中
counter-reason = 原因
counter-missing-reason = 还要选一个原因：Alt+1 至 Alt+{ $last }
counter-reason-meal = 用餐
counter-reason-rest = 短休
counter-reason-meeting = 会议
counter-reason-handover = 交接班
counter-reason-system = 系统原因
counter-reason-another-item = 还要办另一事项
counter-reason-wrong-ticket = 取错号
counter-reason-not-here = 权限不在本窗口
counter-reason-came-back = 过号后回来
counter-reason-needs-care = 需要照顾
counter-reason-colleague = 同事交办
counter-reason-fetch-papers = 去拿材料
counter-reason-pay = 去缴费
counter-reason-fill-in = 去填表

## 转办
counter-transfer-title = 转办 { $number } 到…
counter-transfer-keeps = 已排的时间会带过去
counter-transfer-search = 窗口号、队列字母或拼音首字母
counter-transfer-head-to = 去向
counter-transfer-head-where = 位置
counter-transfer-head-place = 转过去后
counter-transfer-head-wait = 预计再等
counter-any-counter = { $queue } · 任一空闲窗口
counter-recommended = 推荐
counter-place-nth = 第 { $place } 位
counter-wait-unknown = 说不准
counter-blocked-paused = 暂停中
counter-blocked-closed = 未开窗
counter-blocked-no-counter = 没有开着的窗口
counter-transfer-pick = 还要选去向：用 ↑ ↓ 选一行开着的
counter-transfer-none = 没有这样的窗口或队列，请换一个词
counter-transfer-gone = 这个号码已经不在本窗口
counter-transfer-tell = 请告诉办事人：{ $number } 到 { $place } 等候，不用重新取号
counter-transfer-to = 转到 { $place }
counter-note = 备注
counter-note-hint = 可不填；那边的同事会看到

## 指定叫号
counter-chosen-title = 指定叫号
counter-chosen-search = 号码，例如 A023
counter-chosen-pick = 没有这个号码在等，也没有挂起
counter-chosen-call = 叫 { $number }
counter-chosen-back = { $number } 回来了，接着排
counter-chosen-returns = 接着按原来的取号时间排，不用选原因
counter-chosen-audit = 插到前面叫号会留下工号、原因和时间

## 看全名
counter-look-title = 查看全名：请选择原因
counter-look-choose = 按住 1 至 { $last } 即可看；按 { $other } 先写备注
counter-look-hint = 写完备注后按住 Enter
counter-look-do = 按住看
counter-look-note-hint = 可不填；不写个人信息
counter-look-kept = 工号、时间、号码和原因都会留痕；备注里请不要写姓名、电话和证件号

## 暂停和挂起
counter-pause-title = 暂停窗口
counter-pause-do = 暂停
counter-pause-minutes = 预计
counter-pause-unit = 分钟后恢复
counter-pause-at = 约 { $at } 恢复
counter-pause-open = 不填就显示“稍后恢复”
counter-pause-now = 马上不再叫号，窗口屏和大屏会显示暂停
counter-pause-after-visit = 眼前这一位办完后才暂停
counter-park-title = 挂起 { $number }
counter-park-promise = 办事人去去就回；回来后按 F5 选这个号码，仍按原来的取号时间排

## 命令行
cli-help-counter = 运行一个窗口的程序
cli-option-counter-number = 窗口号，由本机固定
cli-option-counter-mode = bar（一条）或 window（整窗）
cli-option-counter-on-top = 总在其他窗口前面
cli-option-counter-position = 左上角在屏幕上的位置

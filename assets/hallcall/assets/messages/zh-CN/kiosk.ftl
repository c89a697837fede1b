# 取号机
dock-large = 大字版
dock-contrast = 高对比
dock-language = English
dock-language-spoken = English
dock-staff = 呼叫人工
dock-staff-asking = 正在呼叫…
dock-staff-called = 已呼叫，马上来
dock-staff-failed = 请到{ $desk }
dock-aloud = 语音播报
aloud-on = 语音播报已打开。按上下键逐项听，按确定键选中，按返回键退回
aloud-off = 语音播报已关闭
aloud-left = 还有 { $seconds } 秒自动退出。需要更多时间请按确定键
aloud-ahead = 前面还有 { $count } 人
dock-on = 已打开
foot-privacy = 本机不保存您的证件影像
foot-idle = { $seconds } 秒无操作自动返回
foot-idle-exit = { $seconds } 秒无操作自动退出
nav-back = 返回
nav-home = 首页
nav-next = 下一页
nav-previous = 上一页
nav-page = 第 { $page } / { $pages } 页
nav-exit = 退出
exit-note = 退出后本机不留您的信息
busy = 请稍等…
offline = 正在恢复连接，人数可能不准
outdated = 事项正在更新，有疑问请问工作人员
offline-numbers = 正在恢复连接，仍可取号
no-slips = 本机暂不出小票，号码显示在屏幕上

home-title = 您好，请取号
home-sub = 请放身份证，也可先选要办的事
home-card = 身份证取号
home-card-sub = 请将身份证放在读卡区
home-card-broken = 读卡器维修中
home-card-broken-sub = 点这里用证件号码取号
home-hot = 热门事项
home-all = 全部 { $count } 项

card-title = 请放身份证
card-sub = 放在读卡区，屏幕提示后再拿开
card-sub-item = 放上后直接取号：{ $item }
card-kinds-title = 这些证件都可以
card-kind-resident = 居民身份证
card-kind-permit = 港澳台居民居住证
card-kind-foreigner = 外国人永久居留身份证
card-passport = 护照和其他证件，请到{ $desk }
card-none = 没带证件
card-none-sub = 输入证件号码取号
card-problem-title = 请再放一次
card-problem-removed = 证件拿早了。请再放一次，等屏幕提示后再拿开。
card-problem-unreadable = 没有读出来。请把证件从卡套里取出，平放后再试。
card-problem-wrong-kind = 这不是可以读的证件。请换身份证，或到咨询台。
card-problem-reader = 读卡器暂时不能用。请输入证件号码，或找工作人员。
card-reader-broken = 读卡器维修中，请输入证件号码

typing-title = 请输入证件号码
typing-sub = 屏幕上只显示最后一位
typing-count = 已输入 { $count } / 18 位
typing-confirm = 输好了
typing-note = 号码未经核验，办事时请出示证件
number-problem-length = 位数不对，请看证件上的 18 位号码
number-problem-check = 号码不对，请再核对一遍
key-clear = 清空
key-erase = 删除

item-title = { $name }，您要办什么事？
item-title-anonymous = 您要办什么事？
item-card = 身份证已读好，请先把证件收好
item-typed = 号码已收到，办事时请出示证件
item-mine = 我今天的预约
booking-row-time = 预约 { $time }
booking-row-take = 取号
booking-row-early = { $time } 起可取号
booking-row-late = 已过时间，按现场取号
booking-row-partner = 已签到一人，等另一位
item-hot = 大家常办
item-search = 搜索 { $count } 项
item-search-sub = 点拼音首字母
item-departments = 按部门找
item-departments-sub = 共 { $count } 个部门
tile-line = { $place } · { $rest }
tile-closed = 现在不办理
tile-closed-until = { $time } 开始办理
tile-closed-day = 今天不办理 · { $weekday ->
    [1] 周一
    [2] 周二
    [3] 周三
    [4] 周四
    [5] 周五
    [6] 周六
   *[7] 周日
}开
tile-appointment-only = 需要预约
result-phone = 手机也能办
name-untranslated = 请问工作人员

departments-title = 请选部门
departments-sub = 点部门，看能办的事
department-count = { $count } 项
department-sub = 请点要办的事

search-title = 请点要办的事
search-sub = 点每个字的拼音首字母，如 食品 → S P
search-found = 找到 { $count } 项
search-hint = 请点下面的字母
search-none = 没有这样的事项，删掉一个字母试试
search-help = 叫人帮忙

ticket-ok = 取号成功，请记住您的号码
ticket-back = 已重新排队，号码不变
ticket-defer = 让 { $count } 位先办
ticket-deferred = 已延后，号码不变
ticket-held = 您已经取过这个号，仍然有效
ticket-offline = 离线取号，号码有效
ticket-offline-sub = 按取号时间排队，人数请看大屏
ticket-offline-sub-first = 为您优先叫号，人数请看大屏
ticket-ahead = 前面还有
ticket-people = 人
ticket-wait = 预计等候
ticket-minutes = 分钟
ticket-unknown = —，请看大屏
ticket-soon = 马上
ticket-other-floor = 请到 { $floor } 层
ticket-call-line = 看大屏叫号，去 { $counters } 号窗口
ticket-call-line-language = 去 { $counters } 号窗口；现在没有讲{ $language }的窗口
ticket-call-line-screen = 请看大屏叫号
slip-printing = 正在打印
slip-printing-sub = 小票从下方出纸口出来
slip-ready = 请取走小票
slip-ready-sub = 在下方出纸口
slip-again = 补打小票
slip-again-sub = 第一张丢了可以再打一张
slip-print = 打印小票
slip-decline = 不要小票，用手机
slip-declined = 这次没有打印
ticket-qr = 手机看号
ticket-qr-sub = 手机扫一扫，随时看还有几个人
ticket-sms = 快到号时发短信提醒我
ticket-sms-sub = 发到 { $phone }，只发 2 条，当天删除
ticket-sms-on = 已开启，点一下取消
ticket-sms-failed = 没有开成，请再点一次
ticket-ok-first = 取号成功，为您优先叫号
ticket-first-refuse = 不用优先
ticket-first-take = 恢复优先
ticket-first-failed = 请再点一次
ticket-note = 小票和短信里没有您的姓名
ticket-return = { $seconds } 秒后自动返回首页

paper-ok = 取号成功，号码有效
print-problem-paper-out = 打印机没纸了，请拍照或记下号码
print-problem-cover-open = 打印机盖子没关，请拍照或记下号码
print-problem-jam = 打印机卡纸了，请拍照或记下号码
print-problem-other = 打不出小票，请拍照或记下号码
paper-staff-told = 已通知工作人员，您不用等
paper-staff = 请告诉工作人员
paper-qr = 扫左边的码，手机上随时看
paper-ahead = 前面还有 { $count } 人
paper-wait = 预计 { $minutes } 分钟
paper-more = 多看一会儿
paper-done = 我记下了，完成
paper-note = 没有小票也能办事，号码一样有效

timeout-title = 还需要更多时间吗？
timeout-sub = 到时间会退出，并清除您刚才的信息
timeout-seconds = 秒
timeout-more = 我还需要时间
timeout-staff = 叫人帮我
timeout-exit = 现在退出
timeout-any = 点屏幕任何空白处，也算还需要时间

advice-title = 这件事用手机就能办
advice-text = 扫一扫，现在就办，不用排队
advice-qr = 网上办事的二维码
advice-wait = 在这里办，现在要等 { $minutes }
advice-waiting = 在这里办，现在有 { $count } 人在等
advice-phone = 好，我用手机办
advice-number = 还是在这里取号
trouble-link-title = 暂时取不了号
trouble-link-text = 正在恢复连接。请稍等一下再试，或到{ $desk }。
trouble-queue-cap-title = 今天的号已经取完
trouble-see-desk-title = 请到咨询台
trouble-see-desk-text = { $number } 号已多次过号，请到{ $desk }，工作人员帮您重新排队。
trouble-daily-cap-title = 今天的号取满了
trouble-daily-cap-text = 每人每天最多取 { $cap } 个号。已取的号都有效，要帮忙请到{ $desk }。
trouble-appointment-title = 这件事需要预约
trouble-appointment-text = 现场不取号。要帮忙请到{ $desk }。
trouble-on-the-spot-title = 今天要先约时间
trouble-on-the-spot-text = 今天人多，请在这里或{ $desk }当场约一个时段，不用白排队。
trouble-too-late-title = 今天的号发完了
trouble-too-late-text = 现在取号，{ $closes } 下班前轮不到您。下次开门 { $opens }，也可以现在预约，或到{ $desk }询问。
trouble-partner-title = 已签到，等另一位
trouble-partner-text = 请另一位到场后刷证件，两人到齐就出号。
trouble-gone-title = 这件事现在不在这里办了
trouble-gone-text = 大厅的事项刚刚有变化，没有取号。请重新选择，或到{ $desk }。
trouble-closed-title = 现在不办这件事
trouble-closed-text = 到时间再来取号，要帮忙请到{ $desk }。
trouble-number-title = 号码不对
trouble-number-text = 请核对证件号码再试，或到{ $desk }。
trouble-other-title = 这件事请找工作人员
trouble-other-text = 请到{ $desk }，工作人员帮您取号。
trouble-other-item = 看看别的事
trouble-again = 再试一次

chip-all = 全部
chip-new = 新办
chip-change = 变更
chip-renew = 延续
chip-cancel = 注销
chip-replace = 补证

starting-title = 正在启动，请稍等
starting-text = 着急办事请找工作人员取号
